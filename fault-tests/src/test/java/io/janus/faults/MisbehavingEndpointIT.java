package io.janus.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.janus.faults.client.Crowd;
import io.janus.faults.endpoint.Act;
import io.janus.faults.ledger.Ask;
import io.janus.faults.ledger.Entry;
import io.janus.faults.ledger.Verdict.Rules;
import io.janus.faults.process.EndpointProcess;
import io.janus.faults.process.FaultBed;
import io.janus.faults.process.JanusYaml;
import io.janus.faults.process.Scale;

/** Each way in which an endpoint can misbehave, and what the client is told of it. */
class MisbehavingEndpointIT {

    private static final int REQUESTS = 24;
    private static final int CLIENTS = REQUESTS; // so that time limits pass for all of them at once
    private static final int MANY = Scale.of(2000, 20_000);

    private static FaultBed bed;

    @BeforeAll
    static void start() throws Exception {
        bed = new FaultBed("misbehaving-endpoint", 2).serve(with -> new JanusYaml().patientBackend(JanusYaml.DEFAULT_BACKEND,
                with.endpoints(), "timeouts: { connect: 1s, response: 3s, stall: 3s }",
                "retries: { budget: { percent: 100, min-per-second: 100000 } }"));
    }

    @AfterAll
    static void stop() throws Exception {
        bed.close();
    }

    /** Whatever happened, who comes next is served, and nobody got what was another's. */
    @AfterEach
    void the_next_requests_are_served_and_the_ledger_balances() throws Exception {
        for (EndpointProcess endpoint : bed.endpoints()) {
            endpoint.control("accept");
        }
        assertThat(Crowd.send(bed.client(), CLIENTS, REQUESTS, i -> i % 2 == 0 ? Ask.get(500) : Ask.post(500, 500)))
                .allMatch(Entry::isGood);
        bed.judge(Rules.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "ANSWER       | 200                  | 200",
            "CLOSE        | 200                  | 200",
            "INTERIM      | 200                  | 200",
            "DRIP         | 200                  | 200",
            "TRICKLE      | 200                  | 200",
            "EARLY        | 200                  | 200",
            "IDLE_CLOSE   | 200                  | 200, 502 endpoint_reset",
            "LONG         | 200                  | 200",
            "TWICE        | 200                  | 200",
            "SHORT        | TRUNCATED            | TRUNCATED",
            "RESET_MID    | TRUNCATED            | TRUNCATED",
            "CLOSE_MID    | TRUNCATED            | TRUNCATED",
            "CUT_HEAD     | 502 bad_response     | 502 bad_response",
            "MALFORMED    | 502 bad_response     | 502 bad_response",
            "RESET_BEFORE | 502 endpoint_reset   | 502 endpoint_reset",
            "CLOSE_BEFORE | 502 endpoint_reset   | 502 endpoint_reset",
            "NEVER        | 504 response_timeout | 504 response_timeout" })
    void what_an_endpoint_does_is_told_as_what_it_is(Act act, String ofGet, String ofPost) throws Exception {
        List<String> framings = List.of("length", "chunked", "close");
        int length = act == Act.DRIP ? 40 : 5000;

        assertThat(labels(i -> Ask.get(length).act(act).framing(framings.get(i % 3)).delay(act == Act.TRICKLE ? 200 : 0)))
                .isSubsetOf(List.of(ofGet.split(", ")));
        assertThat(labels(
                i -> Ask.get(length).act(act).framing(framings.get(i % 3)).delay(act == Act.TRICKLE ? 200 : 0).byOldClient()))
                .isSubsetOf(List.of(ofGet.split(", ")));
        assertThat(labels(i -> Ask.post(0, length).act(act).framing(framings.get(i % 3)).body(i * 1000, i % 2 == 0)))
                .isSubsetOf(List.of(ofPost.split(", ")));
    }

    @Test
    void connections_that_are_closed_at_the_worst_moment_cost_no_get_and_carry_no_post_out_twice() throws Exception {
        for (EndpointProcess endpoint : bed.endpoints()) {
            endpoint.control("idle 3");
        }
        List<Entry> sent = Crowd.send(bed.client(), CLIENTS, MANY,
                i -> (i % 2 == 0 ? Ask.get(500) : Ask.post(500, 500)).act(Act.IDLE_CLOSE).delay(0));

        bed.measured("of " + MANY + " on connections that are closed at the worst moment, "
                + sent.stream().filter(entry -> !entry.isGood()).count() + " failed");
        assertThat(sent).allSatisfy(entry -> assertThat(entry.label())
                .isIn("200", entry.ask().isIdempotent() ? "200" : "502 endpoint_reset"));
    }

    @Test
    void an_endpoint_that_refuses_is_passed_over() throws Exception {
        bed.endpoint(1).control("refuse");

        assertThat(mixed()).containsExactly("200");
    }

    @Test
    void an_endpoint_that_is_not_heard_of_is_passed_over_after_the_connect_timeout() throws Exception {
        bed.endpoint(1).control("black-hole");

        assertThat(mixed()).containsExactly("200");
    }

    @Test
    void endpoints_that_all_refuse_are_a_502() throws Exception {
        for (EndpointProcess endpoint : bed.endpoints()) {
            endpoint.control("refuse");
        }

        awaitOnly("502 connect_failure");
    }

    @Test
    void endpoints_that_are_all_not_heard_of_are_a_504() throws Exception {
        for (EndpointProcess endpoint : bed.endpoints()) {
            endpoint.control("black-hole");
        }
        awaitOnly("504 connect_timeout");
    }

    /**
     * Until no connection is left that was in a pool, and served. One that was closed in this very moment would be a reset; a
     * listening socket that is gone is not.
     */
    private static void awaitOnly(String label) {
        await().atMost(FaultBed.SOON).until(() -> {
            Set<String> labels = labels(i -> Ask.post(10, 10).act(Act.CLOSE));
            assertThat(labels).isSubsetOf("200", label);
            return labels.equals(Set.of(label));
        });
    }

    private static Set<String> mixed() throws Exception {
        return labels(i -> (i % 2 == 0 ? Ask.get(500) : Ask.post(500, 500)).act(Act.CLOSE));
    }

    private static Set<String> labels(IntFunction<Ask> asks) throws Exception {
        Set<String> labels = new TreeSet<>();
        Crowd.send(bed.client(), CLIENTS, REQUESTS, asks).forEach(entry -> labels.add(entry.label()));
        return labels;
    }
}
