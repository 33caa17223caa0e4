package io.janus.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.janus.server.Cli;

/** {@code drain}, {@code enable} and {@code weight}. */
class OverrideCommandsTest {

    private static final String PATH = "/janus/api/backends/app/endpoints/app-1";
    private static final String DRAIN = "POST " + PATH + "/drain";
    private static final String WEIGHT = "POST " + PATH + "/weight";

    @Test
    void a_drained_endpoint_is_shown_with_what_it_still_has() throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on(DRAIN, 200, drained(3))) {
            Cli drain = admin.run("drain", "app/app-1");

            assertThat(drain.exitCode()).isZero();
            assertThat(drain.out().lines()).containsExactly(
                    "app/app-1 at 127.0.0.1:8081 is drained by root at 127.0.0.1: 3 in flight, weight 100.",
                    "Drained until 'janus enable app/app-1'.");
            assertThat(admin.requests()).singleElement().extracting(FakeAdmin.Request::body).isEqualTo("{}");
        }
    }

    @Test
    void a_drain_that_waits_returns_when_nothing_is_in_flight() throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on(DRAIN, 200, drained(3)).on("GET " + PATH, 200, drained(1), drained(0))) {
            Cli drain = admin.run("drain", "app/app-1", "--wait", "1m");

            assertThat(drain.exitCode()).isZero();
            assertThat(drain.out()).contains("3 in flight", "Nothing is in flight there any more.");
            assertThat(admin.requests()).hasSize(4); // it looks twice at a silence
        }
    }

    @Test
    void a_drain_that_waits_notices_that_it_is_drained_no_more() throws IOException {
        String enabled = endpoint("up", "", 0, 100, "");
        String elsewhere = drained(0).replace("127.0.0.1:8081", "127.0.0.1:8082");
        for (String now : List.of(enabled, elsewhere)) {
            try (FakeAdmin admin = new FakeAdmin().on(DRAIN, 200, drained(3)).on("GET " + PATH, 200, now)) {
                Cli drain = admin.run("drain", "app/app-1", "--wait", "1m");

                assertThat(drain.exitCode()).isEqualTo(1);
                assertThat(drain.err()).contains("app/app-1 is not what was drained any more");
            }
        }
    }

    @Test
    void a_drain_that_waits_prints_json_once() throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on(DRAIN, 200, drained(3)).on("GET " + PATH, 200, drained(0))) {
            assertThat(admin.run("drain", "app/app-1", "--wait", "1m", "--json").out())
                    .isEqualTo(drained(0) + System.lineSeparator());
        }
    }

    @Test
    void a_drain_that_waited_long_enough_ends_with_1_and_stays_drained() throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on(DRAIN, 200, drained(3)).on("GET " + PATH, 200, drained(2))) {
            Cli drain = admin.run("drain", "app/app-1", "--wait", "300ms");

            assertThat(drain.exitCode()).isEqualTo(1);
            assertThat(drain.err()).contains("app/app-1 still has", "in flight. It stays drained");
            assertThat(admin.requests()).extracting(FakeAdmin.Request::line).doesNotContain("POST " + PATH + "/enable");
        }
    }

    @Test
    void an_enabled_endpoint_is_shown_as_it_then_is() throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on("POST " + PATH + "/enable", 200,
                endpoint("up", "not probed yet", 0, 5, "\"weight\":5"))) {
            assertThat(admin.run("enable", "app/app-1").out().lines())
                    .containsExactly(
                            "app/app-1 at 127.0.0.1:8081 is up (not probed yet): 0 in flight, weight 5 (configured: 100).");
        }
    }

    @Test
    void a_weight_is_set_and_reset() throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on(WEIGHT, 200, endpoint("up", "", 0, 100, ""))) {
            assertThat(admin.run("weight", "app/app-1", "0").exitCode()).isZero();
            assertThat(admin.run("weight", "app/app-1", "reset").exitCode()).isZero();

            assertThat(admin.requests()).extracting(FakeAdmin.Request::body).containsExactly("{\"weight\":0}",
                    "{\"weight\":null}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "1001", "-1", "many", "99999999999", "" })
    void a_weight_that_cannot_be_is_a_usage_error(String weight) {
        Cli bad = Cli.janus("weight", "app/app-1", "--", weight);

        assertThat(bad.exitCode()).isEqualTo(2);
        assertThat(bad.err()).contains("from 0 to 1000, or 'reset'");
    }

    @ParameterizedTest
    @ValueSource(strings = { "app", "app/", "/app-1", "a/b/c", "../x", "a/..", "a/b?x", "a/b%2F", "a b/c" })
    void what_is_no_name_of_an_endpoint_is_a_usage_error(String name) {
        Cli bad = Cli.janus("drain", "--", name);

        assertThat(bad.exitCode()).isEqualTo(2);
        assertThat(bad.err()).contains("'" + name + "' must be the names", "Maybe app/app-1");
    }

    @ParameterizedTest
    @ValueSource(strings = { "30", "s", "", "-1s", "1.5s", "1s1m", "PT1S", "99999999999s" })
    void what_is_no_duration_is_a_usage_error(String duration) {
        Cli bad = Cli.janus("drain", "app/app-1", "--wait=" + duration);

        assertThat(bad.exitCode()).isEqualTo(2);
        assertThat(bad.err()).contains("must be a duration", "Maybe 30s");
    }

    private static String drained(int inFlight) {
        return endpoint("drained", "drained by root at 127.0.0.1", inFlight, 100,
                "\"drained\":true,\"by\":\"root at 127.0.0.1\"");
    }

    private static String endpoint(String status, String reason, int inFlight, int weight, String override) {
        return """
                {"backend":"app","id":"app-1","address":"127.0.0.1:8081","status":"%s","reason":"%s","inFlight":%d,\
                "weight":%d,"configuredWeight":100%s}"""
                .formatted(status, reason, inFlight, weight, override.isEmpty() ? "" : ",\"override\":{" + override + "}");
    }
}
