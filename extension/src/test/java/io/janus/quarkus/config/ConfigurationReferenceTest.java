package io.janus.quarkus.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

/** The reference in {@code docs/} is what the build makes of the mapping's Javadoc; {@code mvn -Pformat} rewrites it. */
class ConfigurationReferenceTest {

    private static final Path GENERATED = Path.of("target", "config-doc", "janus-quarkus.md");
    private static final Path KEPT = Path.of("..", "docs", "configuration-reference.md");

    /** The generator shows the default {@code 5s} as {@code 5S}. */
    private static final Pattern DURATION = Pattern.compile("```[0-9]+(MS|[DHMS])```");

    /** The generator leaves out that routes are a list. */
    private static final String ROUTES = "`janus.listeners.\"listener\".routes.";
    private static final String ROUTE_VARIABLES = "`JANUS_LISTENERS__LISTENER__ROUTES_";

    private static String page() throws IOException {
        String generated = Files.readString(GENERATED);
        String table = generated.substring(generated.indexOf("<table>"))
                .replace(ROUTES, ROUTES.substring(0, ROUTES.length() - 1) + "[].")
                .replace(ROUTE_VARIABLES, ROUTE_VARIABLES + "0__");
        return """
                # Configuration reference

                Every key of `janus.yaml`, with its default and the environment variable that overrides it. Names in quotes are
                yours to choose; an environment variable changes a listener, backend or endpoint that the file has, and makes no
                new one. A default that is empty means that there is none. `routes[]` is a list: its first item is `routes[0]`, and
                `ROUTES_0__` in environment variables.

                This page is made from the Javadoc in `extension/src/main/java/io/janus/quarkus/config`; `mvn -Pformat verify`
                makes it anew.

                """
                + DURATION.matcher(table).replaceAll(match -> match.group().toLowerCase(Locale.ROOT)).strip() + "\n";
    }

    @Test
    void the_configuration_reference_says_what_the_mapping_says() throws IOException {
        if (Boolean.getBoolean("reference.write")) {
            Files.createDirectories(KEPT.getParent());
            Files.writeString(KEPT, page());
        }

        assertThat(KEPT)
                .as("docs/configuration-reference.md is out of date; `mvn -Pformat verify -pl extension,deployment -am` makes it anew")
                .exists().hasContent(page());
    }
}
