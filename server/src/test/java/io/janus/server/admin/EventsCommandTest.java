package io.janus.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import com.sun.net.httpserver.HttpHandler;

import io.janus.server.Cli;

class EventsCommandTest {

    private static final String EVENTS = "GET /janus/api/events";

    private static final String DOWN = """
            {"id":17,"at":"2026-11-28T20:00:00.123456789Z","type":"endpoint","text":"app/app-1 is down"}""";

    private static final String STOP = """
            {"id":18,"at":"2026-11-28T20:00:01Z","type":"stop","text":"stopping with 2 connections open"}""";

    private static final String[] LINES = {
            "2026-11-28T20:00:00Z    17  endpoint  app/app-1 is down",
            "2026-11-28T20:00:01Z    18  stop      stopping with 2 connections open" };

    @Test
    void those_that_were_kept_are_shown_a_line_each() throws IOException {
        String answer = "{\"events\":[" + DOWN + "," + STOP + "]}";
        try (FakeAdmin admin = new FakeAdmin().on(EVENTS, 200, answer)) {
            Cli events = admin.run("events");

            assertThat(events.exitCode()).isZero();
            assertThat(events.out().lines()).containsExactly(LINES);
            assertThat(admin.requests()).singleElement()
                    .satisfies(request -> assertThat(request.headers()).containsEntry("accept", "application/json"));
            assertThat(admin.run("events", "--json").out()).isEqualTo(answer + System.lineSeparator());
        }
    }

    @Test
    void what_an_event_lists_is_indented_below_it() throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on(EVENTS, 200, """
                {"events":[{"id":1,"at":"now","type":"config","text":"Reload\\n  endpoint a/b is added\\u001b[2J\\n"}]}""")) {
            assertThat(admin.run("events").out().lines()).containsExactly("now     1  config    Reload",
                    "      endpoint a/b is added?[2J");
        }
    }

    @Test
    void an_id_asks_only_for_what_came_after_it() throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on(EVENTS + "?since=17", 200, "{\"events\":[" + STOP + "]}")) {
            assertThat(admin.run("events", "--since", "17").out().lines()).containsExactly(LINES[1]);
        }
    }

    @Test
    void followed_events_end_with_janus() throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on(EVENTS + "?since=16",
                stream(true, event(DOWN) + ": still here\n\n" + event(STOP)))) {
            Cli events = admin.run("events", "--follow", "--since=16");

            assertThat(events.exitCode()).isZero();
            assertThat(events.out().lines()).containsExactly(LINES);
            assertThat(admin.requests()).singleElement()
                    .satisfies(request -> assertThat(request.headers()).containsEntry("accept", "text/event-stream"));
        }
    }

    @Test
    void followed_json_is_an_event_a_line() throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on(EVENTS, stream(true, event(DOWN) + event(STOP)))) {
            assertThat(admin.run("events", "--follow", "--json").out().lines()).containsExactly(DOWN, STOP);
        }
    }

    @Test
    void a_connection_that_breaks_off_is_no_clean_end() throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on(EVENTS, stream(false, event(DOWN)))) {
            Cli events = admin.run("events", "--follow");

            assertThat(events.exitCode()).isEqualTo(3);
            assertThat(events.out().lines()).containsExactly(LINES[0]);
            assertThat(events.err()).contains("broke off");
        }
    }

    @Test
    void a_connection_that_breaks_off_after_janus_said_that_it_stops_is_a_clean_end() throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on(EVENTS, stream(false, event(DOWN) + event(STOP)))) {
            assertThat(admin.run("events", "--follow").exitCode()).isZero();
        }
    }

    @Test
    void too_many_streams_are_told_as_that() throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on(EVENTS, 503, "{\"detail\":\"16 streams are open\"}")) {
            Cli events = admin.run("events", "--follow");

            assertThat(events.exitCode()).isEqualTo(1);
            assertThat(events.err()).contains("16 streams are open", "Try again");
        }
    }

    @Test
    void what_is_no_stream_of_events_is_no_janus() throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on(EVENTS, 200, "{}")
                .on(EVENTS + "?since=1", stream(true, "data: <html>\n\n"))
                .on(EVENTS + "?since=2", stream(true, "data: {}\n\n"))
                .on(EVENTS + "?since=3", stream(true, "data: " + "x".repeat(2 << 20)))) {
            for (Cli events : new Cli[] { admin.run("events", "--follow"), admin.run("events", "--follow", "--since=1"),
                    admin.run("events", "--follow", "--since=2"), admin.run("events", "--follow", "--since=3") }) {
                assertThat(events.exitCode()).isEqualTo(3);
                assertThat(events.err()).contains("is no Janus");
            }
        }
    }

    private static String event(String data) {
        return "id: 1\nevent: x\ndata: " + data + "\n\n";
    }

    /** Bytes of unknown length, with or without the chunk that ends them. */
    private static HttpHandler stream(boolean complete, String text) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream;charset=UTF-8");
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, complete ? 0 : bytes.length + 1);
            exchange.getResponseBody().write(bytes);
            exchange.getResponseBody().flush();
            exchange.close();
        };
    }
}
