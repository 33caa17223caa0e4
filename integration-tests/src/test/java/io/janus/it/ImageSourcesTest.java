package io.janus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The builds of the images are given what Maven reads: without the POM of a module, even one that is not built, it ends. */
class ImageSourcesTest {

    /** Where Maven runs the tests of a module. */
    private static final Path ROOT = Path.of("..");

    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    /** {@code COPY source… target}, out of the sources, not of another image. */
    private static final Pattern COPY = Pattern.compile("(?m)^COPY +(?!--from)(.+) +\\S+$");

    private static List<Path> poms() throws IOException {
        return Stream.concat(Stream.of(Path.of("pom.xml")),
                MODULE.matcher(Files.readString(ROOT.resolve("pom.xml"))).results()
                        .map(module -> Path.of(module.group(1), "pom.xml")))
                .toList();
    }

    /** As the builder reads {@code .dockerignore}: the last line that matches a file or a folder above it decides. */
    private static boolean isIgnored(Path file, List<String> lines) {
        boolean ignored = false;
        for (String line : lines) {
            boolean exception = line.startsWith("!");
            if (ignored == exception && isBelow(file, exception ? line.substring(1) : line)) {
                ignored = !exception;
            }
        }
        return ignored;
    }

    /** Whether a file, or a folder above it, is what a pattern says. */
    private static boolean isBelow(Path file, String pattern) {
        return IntStream.rangeClosed(1, file.getNameCount()).mapToObj(names -> file.subpath(0, names))
                .anyMatch(FileSystems.getDefault().getPathMatcher("glob:" + pattern)::matches);
    }

    @Test
    void no_pom_is_kept_from_the_builder() throws IOException {
        List<String> lines = Files.readAllLines(ROOT.resolve(".dockerignore")).stream().map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();

        assertThat(poms()).hasSizeGreaterThan(1).noneMatch(pom -> isIgnored(pom, lines));
        assertThat(isIgnored(Path.of("README.md"), lines)).as("the list keeps out what it does not name").isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "Dockerfile.jvm", "Dockerfile.native" })
    void every_pom_is_copied_before_maven_runs(String name) throws IOException {
        String stage = Files.readString(ROOT.resolve(Path.of("src", "main", "docker", name))).split("\nRUN ", 2)[0];
        List<String> sources = COPY.matcher(stage).results().flatMap(copy -> Stream.of(copy.group(1).split(" +"))).toList();

        assertThat(poms())
                .allMatch(pom -> sources.stream().anyMatch(source -> source.equals(".") || isBelow(pom, source)));
    }
}
