package io.janus.quarkus.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {

    @TempDir
    private Path folder;

    private static void collect(Schema at, String path, List<String> leaves) {
        if (at instanceof Schema.Leaf) {
            leaves.add(path.substring(1));
        } else if (at instanceof Schema.Named named) {
            collect(named.value(), path + ".*", leaves);
        } else if (at instanceof Schema.Group group) {
            group.keys().forEach((name, below) -> collect(below, path + "." + name, leaves));
        }
    }

    @Test
    void the_mapping_has_the_keys_of_the_file_format() {
        List<String> leaves = new ArrayList<>();
        collect(Schema.ROOT, "", leaves);

        assertThat(leaves).containsExactly(
                "backends.*.balancer.options.*",
                "backends.*.balancer.type",
                "backends.*.drain-timeout",
                "backends.*.endpoints.*.address",
                "backends.*.endpoints.*.labels.*",
                "backends.*.endpoints.*.weight",
                "backends.*.on-down",
                "backends.*.panic.fail-open",
                "backends.*.probe.healthy-threshold",
                "backends.*.probe.interval",
                "backends.*.probe.timeout",
                "backends.*.probe.type",
                "backends.*.probe.unhealthy-threshold",
                "backends.*.resolve-interval",
                "backends.*.retries.max-attempts",
                "backends.*.timeouts.connect",
                "backends.*.timeouts.idle",
                "io-threads",
                "listeners.*.backend",
                "listeners.*.bind",
                "listeners.*.max-connections",
                "listeners.*.protocol",
                "shutdown.accept-window",
                "shutdown.drain");
    }

    @Test
    void every_default_obeys_its_own_rule() {
        assertDefaults(Schema.ROOT, KeyPath.ROOT);
    }

    private static void assertDefaults(Schema at, KeyPath path) {
        if (at instanceof Schema.Leaf leaf && leaf.fallback() != null && !leaf.fallback().isEmpty()) {
            assertThat(leaf.breach(path, leaf.fallback(), "")).as(path.shown()).isNull();
        } else if (at instanceof Schema.Named named) {
            assertDefaults(named.value(), path.named("x"));
        } else if (at instanceof Schema.Group group) {
            group.keys().forEach((name, below) -> assertDefaults(below, path.key(name)));
        }
    }

    @Test
    void keys_of_later_features_are_refused_as_not_available_yet_and_nothing_else_is_wrong() throws IOException {
        String text = Files.readString(Path.of("src", "test", "resources", "later-features.yaml"));

        assertThat(new ConfigFiles(folder).with(text).problems())
                .allMatch(problem -> problem.contains(" is not available yet. "))
                .map(problem -> problem.split(": ", 3)[1]).containsExactlyInAnyOrder(
                        "admin",
                        "listeners.web.protocol",
                        "listeners.web.timeouts",
                        "listeners.web.http",
                        "listeners.web.forwarded",
                        "listeners.web.via",
                        "listeners.web.access-log",
                        "listeners.web.routes",
                        "backends.app.probe.type",
                        "backends.app.probe.path",
                        "backends.app.timeouts.response",
                        "backends.app.timeouts.request",
                        "backends.app.timeouts.stall",
                        "backends.app.retries.when",
                        "backends.app.retries.backoff",
                        "backends.app.retries.max-backoff",
                        "backends.app.retries.budget",
                        "backends.app.ejection",
                        "backends.app.panic.threshold",
                        "backends.app.slow-start",
                        "backends.app.pool");
    }
}
