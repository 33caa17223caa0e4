package io.janus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** {@code docs/invariants.md} names tests that exist, and every invariant is carried by one as a tag. */
class InvariantsPageTest {

    /** Where Maven runs the tests of a module. */
    private static final Path ROOT = Path.of("..");

    private static final int INVARIANTS = 12;

    /** {@code `ClassTest`}, {@code `ClassTest.method`}; contracts and ITs too. */
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*(?:Test|IT|Contract))(?:\\.(\\w+))?`");
    private static final Pattern TAG = Pattern.compile("@Tag\\(\"invariant-(\\d+)\"\\)");

    /** The text of every test class by its name. */
    private static Map<String, String> tests() throws IOException {
        Map<String, String> texts = new HashMap<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path sources : modules.map(module -> module.resolve(Path.of("src", "test", "java"))).filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(sources)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(
                            file -> texts.put(file.getFileName().toString().replace(".java", ""), text(file)));
                }
            }
        }
        return texts;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void every_test_that_the_page_names_exists() throws IOException {
        Map<String, String> tests = tests();
        List<String> missing = new ArrayList<>();
        Matcher named = NAMED.matcher(text(ROOT.resolve(Path.of("docs", "invariants.md"))));
        int count = 0;
        while (named.find()) {
            count++;
            String text = tests.get(named.group(1));
            String method = named.group(2);
            if (text == null || (method != null && !text.contains(" " + method + "("))) {
                missing.add(named.group());
            }
        }

        assertThat(missing).isEmpty();
        assertThat(count).as("names found").isGreaterThan(3 * INVARIANTS);
    }

    @Test
    void every_invariant_is_the_tag_of_a_test() throws IOException {
        assertThat(
                tests().values().stream().flatMap(text -> TAG.matcher(text).results()).map((MatchResult tag) -> tag.group(1)))
                .containsAll(IntStream.rangeClosed(1, INVARIANTS).mapToObj(String::valueOf).toList());
    }
}
