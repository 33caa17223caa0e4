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
        } else if (at instanceof Schema.Listed listed) {
            collect(listed.item(), path + "[]", leaves);
        } else if (at instanceof Schema.Group group) {
            group.keys().forEach((name, below) -> collect(below, path + "." + name, leaves));
        }
    }

    @Test
    void the_mapping_has_the_keys_of_the_file_format() {
        List<String> leaves = new ArrayList<>();
        collect(Schema.ROOT, "", leaves);

        assertThat(leaves).containsExactly(
                "admin.allowed-hosts[]",
                "admin.enabled",
                "admin.token-file",
                "backends.*.balancer.options.*",
                "backends.*.balancer.type",
                "backends.*.drain-timeout",
                "backends.*.ejection.base",
                "backends.*.ejection.consecutive-failures",
                "backends.*.ejection.enabled",
                "backends.*.ejection.max",
                "backends.*.ejection.max-percent",
                "backends.*.endpoints.*.address",
                "backends.*.endpoints.*.labels.*",
                "backends.*.endpoints.*.weight",
                "backends.*.on-down",
                "backends.*.panic.fail-open",
                "backends.*.panic.threshold",
                "backends.*.pool.max-age",
                "backends.*.pool.max-idle",
                "backends.*.pool.max-requests",
                "backends.*.probe.healthy-threshold",
                "backends.*.probe.host",
                "backends.*.probe.interval",
                "backends.*.probe.path",
                "backends.*.probe.port",
                "backends.*.probe.status",
                "backends.*.probe.timeout",
                "backends.*.probe.type",
                "backends.*.probe.unhealthy-threshold",
                "backends.*.resolve-interval",
                "backends.*.retries.backoff",
                "backends.*.retries.budget.min-per-second",
                "backends.*.retries.budget.percent",
                "backends.*.retries.max-attempts",
                "backends.*.retries.max-backoff",
                "backends.*.retries.when[]",
                "backends.*.slow-start",
                "backends.*.timeouts.connect",
                "backends.*.timeouts.idle",
                "backends.*.timeouts.request",
                "backends.*.timeouts.response",
                "backends.*.timeouts.stall",
                "io-threads",
                "listeners.*.access-log.format",
                "listeners.*.access-log.to",
                "listeners.*.backend",
                "listeners.*.bind",
                "listeners.*.forwarded.trusted[]",
                "listeners.*.http.max-body",
                "listeners.*.http.max-head",
                "listeners.*.http.max-headers",
                "listeners.*.http.max-request-line",
                "listeners.*.http.max-requests-per-connection",
                "listeners.*.http.max-trailers",
                "listeners.*.max-connections",
                "listeners.*.protocol",
                "listeners.*.routes[].backend",
                "listeners.*.routes[].deny",
                "listeners.*.routes[].match.headers.*",
                "listeners.*.routes[].match.host",
                "listeners.*.routes[].match.methods[]",
                "listeners.*.routes[].match.path",
                "listeners.*.routes[].match.path-exact",
                "listeners.*.routes[].name",
                "listeners.*.routes[].redirect.status",
                "listeners.*.routes[].redirect.to",
                "listeners.*.routes[].request-headers.add.*",
                "listeners.*.routes[].request-headers.remove[]",
                "listeners.*.routes[].request-headers.set.*",
                "listeners.*.routes[].response-headers.add.*",
                "listeners.*.routes[].response-headers.remove[]",
                "listeners.*.routes[].response-headers.set.*",
                "listeners.*.routes[].rewrite.prefix",
                "listeners.*.routes[].timeouts.request",
                "listeners.*.routes[].timeouts.response",
                "listeners.*.timeouts.head",
                "listeners.*.timeouts.idle",
                "listeners.*.timeouts.stall",
                "listeners.*.timeouts.tunnel",
                "listeners.*.via",
                "shutdown.accept-window",
                "shutdown.drain");
    }

    @Test
    void every_default_obeys_its_own_rule() {
        assertDefaults(Schema.ROOT, KeyPath.ROOT);
    }

    private static void assertDefaults(Schema at, KeyPath path) {
        if (at instanceof Schema.Leaf leaf && leaf.fallback() != null && !leaf.fallback().isEmpty()) {
            assertThat(leaf.breach(leaf.fallback(), "")).as(path.shown()).isNull();
        } else if (at instanceof Schema.Named named) {
            assertDefaults(named.value(), path.named("x"));
        } else if (at instanceof Schema.Group group) {
            group.keys().forEach((name, below) -> assertDefaults(below, path.key(name)));
        } else if (at instanceof Schema.Listed listed) {
            assertDefaults(listed.item(), path.item(0));
        }
    }

    @Test
    void everything_in_the_file_format_is_known() throws IOException, BadConfigException {
        String text = Files.readString(Path.of("src", "test", "resources", "format.yaml"));

        assertThat(new ConfigFiles(folder).with(text).load().spec().listeners()).containsOnlyKeys("web", "postgres");
    }
}
