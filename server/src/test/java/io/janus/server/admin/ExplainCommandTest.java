package io.janus.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import io.janus.server.Cli;

class ExplainCommandTest {

    private static final String API = "GET /janus/api/explain";

    private static final String ROUTED = """
            {"listener":"web","protocol":"http","request":{"method":"GET","host":"a.example","path":"/api/users","client":"10.1.2.3"},
             "route":{"listener":"web","name":"api","path":"/api","methods":[],"headers":{},"action":"forward","backend":"app"},
             "how":"route","considered":[
               {"route":{"listener":"web","name":"api","path":"/api","methods":[],"headers":{},"action":"forward","backend":"app"},"matches":true,"why":"picked"},
               {"route":{"listener":"web","methods":[],"headers":{},"action":"redirect","status":308,"location":"/x"},"matches":true,"why":"matches, but the one picked is more specific: its path is longer"},
               {"route":{"listener":"web","name":"beta","host":"a.example","pathExact":"/api/users","methods":["POST","PUT"],"headers":{"x-beta":"1"},"action":"deny"},"matches":false,"why":"method GET is not POST or PUT"}],
             "consideredMore":7,"backend":"app","balancer":"least-request","panic":false,
             "pick":{"endpoint":"app-2","share":61.9,"alike":["app-3"]},
             "candidates":[
               {"endpoint":"app-2","eligible":true,"share":61.9,"score":0.5,"scoreMeans":"in flight per weight, lower is better","weight":2,"inFlight":1,"why":"up"},
               {"endpoint":"app-3","eligible":true,"share":38.1,"score":2.0,"scoreMeans":"in flight per weight, lower is better","weight":1,"inFlight":2,"why":"up"},
               {"endpoint":"app-1","eligible":false,"weight":0,"inFlight":4,"why":"drained by ops at 127.0.0.1 since 2026-11-28T20:00:00Z"}],
             "candidatesMore":2,"trials":1000}""";

    @Test
    void a_request_is_explained_with_all_that_was_considered() throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on(API
                + "?listener=web&method=GET&url=http%3A%2F%2Fa.example%2Fapi%2Fusers&client=10.1.2.3&header=A%3A+b&header=C%3A+%C3%A4",
                200, ROUTED)) {
            Cli explain = admin.run("explain", "web", "GET", "http://a.example/api/users", "--client", "10.1.2.3", "--header",
                    "A: b", "--header", "C: ä");

            assertThat(explain.exitCode()).as(explain.err()).isZero();
            assertThat(explain.out().lines()).containsExactly(
                    "GET a.example/api/users from 10.1.2.3 on listener web",
                    "Route api (/api) takes it to backend app (least-request).",
                    "It may pick app-2 (61.9 % of 1000 picks); as likely is app-3.",
                    "",
                    "    ROUTE   MATCHES                                     LEADS TO       WHY",
                    "*   api     /api                                        app            picked",
                    "    -       everything                                  308 redirect   matches, but the one picked is more specific: its path is longer",
                    "    beta    POST,PUT a.example=/api/users {x-beta: 1}   403            method GET is not POST or PUT",
                    "… and 7 routes that match less of it",
                    "",
                    "    ENDPOINT   SHARE    SCORE   WEIGHT   IN FLIGHT   WHY",
                    "*   app-2      61.9 %   0.5     2        1           up",
                    "    app-3      38.1 %   2       1        2           up",
                    "    app-1      -        -       0        4           drained by ops at 127.0.0.1 since 2026-11-28T20:00:00Z",
                    "… and 2 endpoints that are picked less",
                    "Score: in flight per weight, lower is better.");
        }
    }

    private static final String ANSWERED = """
            {"listener":"web","protocol":"http","request":{"method":"GET","host":"a.example","path":"/old","client":"127.0.0.1"},
             "route":null,"how":"no route","considered":[],"answer":{%s}}""";

    @Test
    void what_janus_answers_itself_is_said() throws IOException {
        String path = API + "?listener=web&method=GET&url=%2Fold";
        try (FakeAdmin admin = new FakeAdmin().on(path, 200,
                ANSWERED.formatted("\"status\":404,\"code\":\"no_route\",\"why\":\"no route matches\""),
                ANSWERED.formatted(
                        "\"status\":308,\"code\":\"redirect\",\"why\":\"the route redirects\",\"location\":\"/new\\u001b\""))) {
            assertThat(admin.run("explain", "web", "GET", "/old").out().lines()).endsWith("No route takes it.",
                    "Janus answers itself: 404 no_route, as no route matches.");
            assertThat(admin.run("explain", "web", "GET", "/old").out().lines())
                    .endsWith("Janus answers itself: 308 redirect to /new?, as the route redirects.");
        }
    }

    @Test
    void a_session_needs_a_listener_only() throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on(API + "?listener=pg", 200,
                """
                        {"listener":"pg","protocol":"tcp","request":{"client":"127.0.0.1"},"route":null,"how":"tcp","considered":[],
                         "answer":{"code":"no_endpoint","why":"no endpoint may be picked"},"backend":"app","balancer":"mine","panic":true,
                         "pick":null,"trials":0,"policyTrouble":"it did not come back",
                         "candidates":[{"endpoint":"app-1","eligible":false,"weight":1,"inFlight":0,"why":"down"}]}""")) {
            assertThat(admin.run("explain", "pg").out().lines()).containsExactly(
                    "A session from 127.0.0.1 on listener pg",
                    "The listener passes it on to backend app (mine).",
                    "Janus resets the connection (no_endpoint): no endpoint may be picked.",
                    "The backend is in panic: so few endpoints are well that others are used too.",
                    "The policy mine has trouble: it did not come back.",
                    "",
                    "   ENDPOINT   SHARE   WEIGHT   IN FLIGHT   WHY",
                    "   app-1      -       1        0           down");
        }
    }

    @Test
    void json_is_printed_as_it_came() throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on(API + "?listener=web", 200, ROUTED)) {
            assertThat(admin.run("explain", "web", "--json").out()).isEqualTo(ROUTED + System.lineSeparator());
        }
    }

    @Test
    void what_cannot_be_asked_is_a_usage_error() throws IOException {
        try (FakeAdmin admin = new FakeAdmin()) {
            assertThat(admin.run("explain").exitCode()).isEqualTo(2);
            assertThat(admin.run("explain", "web", "GET").err()).contains("URL is missing");
            assertThat(admin.run("explain", "web", "GET", "/", "more").exitCode()).isEqualTo(2);
        }
    }

    @Test
    void what_janus_refuses_is_told_with_its_words() throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on(API + "?listener=x", 404, "{\"detail\":\"There is no listener x.\"}")) {
            Cli explain = admin.run("explain", "x");

            assertThat(explain.exitCode()).isEqualTo(1);
            assertThat(explain.err()).contains("There is no listener x.");
        }
    }
}
