package io.janus.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

import io.janus.proxy.spec.HostPort;
import io.janus.server.Cli;
import io.janus.server.top.Seen;
import io.janus.server.top.Wish;
import io.janus.server.top.Wish.Verb;

class TopCommandTest {

    private static final String LIVE = "GET /janus/api/live";
    private static final String STATE = "GET /janus/api/state";

    private static String frame(int revision, String status) {
        return """
                {"at":"2026-11-28T20:00:01.5Z","revision":%d,"configVersion":3,"openConnections":4,"loopLagP99Millis":null,\
                "listeners":[{"name":"web","connections":4,"connectionsPerSecond":1.0,"requestsPerSecond":20.5,"errorsPerSecond":0.0,\
                "clientErrorsPerSecond":1.0,"bytesInPerSecond":10.0,"bytesOutPerSecond":20.0,"p50Millis":1.5,"p99Millis":null},\
                {"name":"pg","connections":0,"connectionsPerSecond":3.0,"errorsPerSecond":0.0,"bytesInPerSecond":0.0,\
                "bytesOutPerSecond":0.0,"p50Millis":null,"p99Millis":null}],"routes":[],\
                "backends":[{"name":"app","p50Millis":1.0,"p99Millis":2.0,"retriesPerSecond":0.0,"attemptsPerSecond":20.5,\
                "failuresPerSecond":0.0,"endpoints":[["app-1","%s",1,2,20.5,0.0]]}]}"""
                .formatted(revision, status);
    }

    private static String state(String reason) {
        return """
                {"listeners":[{"name":"web","address":"127.0.0.1:8080","protocol":"http"}],
                 "backends":[{"name":"app","balancer":"least-request","panic":true,"endpoints":[
                  {"backend":"app","id":"app-1","address":"127.0.0.1:8081","status":"down","reason":"%s","weight":1,
                   "configuredWeight":1}]}]}""".formatted(reason);
    }

    @Test
    void without_a_terminal_the_last_second_is_a_table() throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on(LIVE, 200, frame(1, "up")).on(STATE, 200, state("x"))) {
            Cli top = admin.run("top", "--once");

            assertThat(top.exitCode()).as(top.err()).isZero();
            assertThat(top.out().lines()).containsExactly(
                    "Janus at " + admin.address() + "   20:00:01Z   version 3   4 open",
                    "",
                    "  LISTENER                                REQ/S  ERR/S  4XX/S    P50    P99   OPEN   IN/S  OUT/S",
                    "  pg                                        3.0      0      -      -      -      0      0      0",
                    "  web                                        21      0    1.0  1.5ms      -      4     10     20",
                    "",
                    "  BACKEND                                 REQ/S  ERR/S    P50    P99 FLIGHT  SHARE WEIGHT STATUS",
                    "  app                                        21      0  1.0ms  2.0ms      2               1/1 up",
                    "    app-1                                    21      0                    2   100%      1 up");
        }
    }

    @Test
    void json_is_one_frame_as_it_came() throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on(LIVE, 200, frame(1, "up")).on(STATE, 200, state("x"))) {
            assertThat(admin.run("top", "--json").out()).isEqualTo(frame(1, "up") + System.lineSeparator());
        }
    }

    @Test
    void nothing_from_there_can_drive_the_terminal() throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on(LIVE, 200, frame(1, "\\u001b[2J\\nx")).on(STATE, 200, state("x"))) {
            assertThat(admin.run("top", "--once").out()).contains("?[2J?x").doesNotContain("\u001b");
        }
    }

    @Test
    void who_refuses_and_who_is_none_is_told_before_a_terminal_is_taken_over() throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on(LIVE, 503, "{\"detail\":\"128 streams are open\"}")) {
            assertThat(admin.run("top").exitCode()).isEqualTo(1);
        }
        try (FakeAdmin admin = new FakeAdmin().on(LIVE, 200, "{\"at\":1}")) {
            assertThat(admin.run("top").exitCode()).isEqualTo(3);
        }
    }

    @Test
    void frames_are_followed_and_asked_for_again_when_they_end() throws IOException {
        AtomicInteger streams = new AtomicInteger();
        try (FakeAdmin admin = new FakeAdmin().on(STATE, 200, state("first"), state("second")).on(LIVE, exchange -> {
            boolean one = exchange.getRequestHeaders().getFirst("Accept").equals("application/json");
            if (one) {
                FakeAdmin.send(exchange, 200, "application/json", frame(1, "up"));
                return;
            }
            int number = streams.incrementAndGet();
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(("event: frame\ndata: " + frame(number, number < 3 ? "up" : "drained") + "\n\n")
                        .getBytes(StandardCharsets.UTF_8));
            }
        })) {
            LiveSource source = new LiveSource(client(admin), Duration.ofMillis(20));
            source.first();
            try (source) {
                Supplier<Seen> latest = source.follow();
                assertThat(latest.get().details()).containsEntry("app/app-1",
                        "app/app-1 at 127.0.0.1:8081 is down (first), weight 1")
                        .containsEntry("backend app", "backend app (least-request) is in panic: so few endpoints are well that"
                                + " others are used too")
                        .containsEntry("listener web", "listener web on 127.0.0.1:8080 speaks http");
                await().until(() -> latest.get().trouble().equals(Optional.of("it stopped")));
                await().until(() -> latest.get().frame().backends().get(0).endpoints().get(0).status().equals("drained"));
                await().until(() -> String.valueOf(latest.get().details().get("app/app-1")).contains("second"));
            }
        }
    }

    @Test
    void a_wish_is_a_write_and_its_answer_a_line() throws IOException {
        String path = "POST /janus/api/backends/app/endpoints/app-1/";
        String answer = """
                {"backend":"app","id":"app-1","address":"127.0.0.1:8081","status":"up","weight":5,"configuredWeight":1,"inFlight":2}""";
        try (FakeAdmin admin = new FakeAdmin().on(path + "weight", 200, answer).on(path + "drain", 404,
                "{\"detail\":\"There is no endpoint app/app-1.\"}").on(path + "enable", 200, answer)) {
            EndpointActions actions = new EndpointActions(client(admin));

            assertThat(actions.apply(new Wish(Verb.WEIGHT, "app", "app-1", OptionalInt.of(5))))
                    .isEqualTo("app/app-1 has weight 5 now.");
            assertThat(actions.apply(new Wish(Verb.WEIGHT, "app", "app-1", OptionalInt.empty())))
                    .isEqualTo("app/app-1 has its configured weight again.");
            assertThat(actions.apply(new Wish(Verb.ENABLE, "app", "app-1", OptionalInt.empty())))
                    .isEqualTo("app/app-1 is not drained any more.");
            assertThat(actions.apply(new Wish(Verb.DRAIN, "app", "app-1", OptionalInt.empty())))
                    .contains("There is no endpoint app/app-1.");
            assertThat(admin.requests().stream().map(FakeAdmin.Request::body)).containsExactly("{\"weight\":5}",
                    "{\"weight\":null}", "{}", "{}");
        }
    }

    private static AdminClient client(FakeAdmin admin) {
        URI at = URI.create("http://" + admin.address());
        return new AdminClient(new HostPort(at.getHost(), at.getPort()), Optional.empty());
    }
}
