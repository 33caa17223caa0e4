package io.janus.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.janus.proxy.io.Transport;
import io.janus.proxy.spec.RouteSpec;
import io.janus.proxy.spec.RouteSpec.Action;
import io.janus.proxy.spec.RouteSpec.Deny;
import io.janus.proxy.spec.RouteSpec.Forward;
import io.janus.proxy.spec.RouteSpec.HeaderEditsSpec;
import io.janus.proxy.spec.RouteSpec.Match;
import io.janus.proxy.spec.RouteSpec.Redirect;
import io.janus.proxy.testing.HttpAnswer;
import io.janus.proxy.testing.HttpEndpoint;
import io.janus.proxy.testing.HttpPeer;
import io.janus.proxy.testing.OnEachTransport;
import io.janus.proxy.testing.ProxyFixture;
import io.janus.proxy.testing.SpecDraft;

/** What routes do, as clients and endpoints see it. */
class RoutesOnTheWireTest {

    private static RouteSpec route(Match match, Action action, HeaderEditsSpec request, HeaderEditsSpec response) {
        return new RouteSpec(Optional.empty(), match, action, request, response, Optional.empty(), Optional.empty());
    }

    private static Match prefix(String path) {
        return new Match(Optional.empty(), Optional.of(path), Optional.empty(), Set.of(), Map.of());
    }

    private static Match host(String host) {
        return new Match(Optional.of(host), Optional.empty(), Optional.empty(), Set.of(), Map.of());
    }

    private static Forward to(String backend) {
        return new Forward(backend, Optional.empty());
    }

    @OnEachTransport
    void requests_of_one_connection_take_their_own_routes(Transport transport) {
        try (var api = HttpEndpoint.answering("api");
                var app = HttpEndpoint.answering("app");
                var proxy = ProxyFixture.on(transport).serving(SpecDraft.spec()
                        .backend("api", backend -> backend.endpoints(api.address()))
                        .backend("app", backend -> backend.endpoints(app.address()))
                        .http("web", web -> web.backend("app").route("/v1", "api")));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            assertThat(client.get("/v1/x").receive().text()).isEqualTo("api");
            assertThat(client.get("/x").receive().text()).isEqualTo("app");
            assertThat(client.get("/v1").receive().text()).isEqualTo("api");
            assertThat(client.get("/v1x").receive().text()).isEqualTo("app");
        }
    }

    @OnEachTransport
    void hosts_choose_their_routes_whatever_their_case_and_port(Transport transport) {
        try (var api = HttpEndpoint.answering("api");
                var app = HttpEndpoint.answering("app");
                var proxy = ProxyFixture.on(transport).serving(SpecDraft.spec()
                        .backend("api", backend -> backend.endpoints(api.address()))
                        .backend("app", backend -> backend.endpoints(app.address()))
                        .http("web", web -> web.backend("app")
                                .route(route(host("api.example"), to("api"), HeaderEditsSpec.NONE, HeaderEditsSpec.NONE))));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            for (String host : List.of("api.example", "API.Example", "api.example:8080", "api.example.")) {
                client.send("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
                assertThat(client.receive().text()).as(host).isEqualTo("api");
            }
            client.send("GET http://api.example/ HTTP/1.1\r\nHost: other.example\r\n\r\n");
            assertThat(client.receive().text()).as("absolute form").isEqualTo("api");
            client.send("GET / HTTP/1.1\r\nHost: xapi.example\r\n\r\n");
            assertThat(client.receive().text()).as("another host").isEqualTo("app");
        }
    }

    @OnEachTransport
    void a_denied_request_reaches_nobody_and_is_403(Transport transport) {
        try (var app = HttpEndpoint.answering("app");
                var proxy = ProxyFixture.on(transport).serving(SpecDraft.http(backend -> backend.endpoints(app.address()),
                        web -> web.backend("app").route("/internal", new Deny())));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            var response = client.get("/internal/x").receive();

            assertThat(response.status()).isEqualTo(403);
            assertThat(response.error()).isEqualTo("denied");
            assertThat(client.get("/").receive().text()).isEqualTo("app");
            assertThat(app.targets()).containsExactly("/");
        }
    }

    @OnEachTransport
    void a_redirect_takes_path_and_query_along(Transport transport) {
        try (var proxy = ProxyFixture.on(transport).serving(SpecDraft.spec().http("web",
                web -> web.route("/old", new Redirect(308, "https://www.example.com{path}"))));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            var response = client.get("/old/%41?b=c").receive();

            assertThat(response.status()).isEqualTo(308);
            assertThat(response.head().value("Location")).isEqualTo("https://www.example.com/old/%41?b=c");
            assertThat(client.get("/old").receive().head().value("Location")).isEqualTo("https://www.example.com/old");
        }
    }

    @OnEachTransport
    void a_body_before_a_redirect_is_read_away_or_the_connection_closes(Transport transport) {
        try (var app = HttpEndpoint.answering("app");
                var proxy = ProxyFixture.on(transport).serving(SpecDraft.http(backend -> backend.endpoints(app.address()),
                        web -> web.backend("app").route("/old", new Redirect(307, "/new"))));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            var response = client.post("/old", "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n").receive();

            assertThat(response.status()).isEqualTo(307);
            if (response.announcesClose()) {
                client.assertFinished();
            } else {
                client.assertUsable();
            }
            assertThat(app.targets()).doesNotContain("/smuggled");
        }
    }

    @OnEachTransport
    void a_rewrite_takes_the_place_of_the_prefix(Transport transport) {
        try (var app = HttpEndpoint.answering("app");
                var proxy = ProxyFixture.on(transport).serving(SpecDraft.http(backend -> backend.endpoints(app.address()),
                        web -> web.route("/v1", new Forward("app", Optional.of("/")))));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.get("/v1/a?b=/v1").receive();
            client.get("/v1").receive();

            assertThat(app.targets()).containsExactly("/a?b=/v1", "/");
        }
    }

    @OnEachTransport
    void request_fields_are_removed_set_and_added(Transport transport) {
        var edits = new HeaderEditsSpec(List.of("x-debug"), Map.of("x-env", "prod"), Map.of("x-added", "1"));
        try (var app = HttpEndpoint.answering("app");
                var proxy = ProxyFixture.on(transport).serving(SpecDraft.http(backend -> backend.endpoints(app.address()),
                        web -> web.route(route(prefix("/"), to("app"), edits, HeaderEditsSpec.NONE))));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\nX-Debug: 1\r\nX-Env: dev\r\nx-env: test\r\nX-Added: 0\r\n\r\n").receive();

            var head = app.last().head();
            assertThat(head.values("x-debug")).isEmpty();
            assertThat(head.values("x-env")).containsExactly("prod");
            assertThat(head.values("x-added")).containsExactly("0", "1");
        }
    }

    @OnEachTransport
    void response_fields_are_removed_set_and_added(Transport transport) {
        var edits = new HeaderEditsSpec(List.of("server"), Map.of("x-env", "prod"), Map.of("x-served-by", "janus"));
        try (var app = HttpEndpoint.answering(
                HttpAnswer.of("HTTP/1.1 200 OK\r\nServer: x\r\nX-Env: a\r\nX-Env: b\r\nContent-Length: 2\r\n\r\nok"));
                var proxy = ProxyFixture.on(transport).serving(SpecDraft.http(backend -> backend.endpoints(app.address()),
                        web -> web.route(route(prefix("/"), to("app"), HeaderEditsSpec.NONE, edits))));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            var response = client.get("/").receive();

            assertThat(response.head().values("server")).isEmpty();
            assertThat(response.head().values("x-env")).containsExactly("prod");
            assertThat(response.head().values("x-served-by")).containsExactly("janus");
            assertThat(response.text()).isEqualTo("ok");
        }
    }

    @OnEachTransport
    void a_trusted_client_chain_is_completed_on_every_request_of_a_connection(Transport transport) {
        try (var app = HttpEndpoint.answering("app");
                var proxy = ProxyFixture.on(transport).serving(SpecDraft.http(backend -> backend.endpoints(app.address()),
                        web -> web.backend("app").trustsLoopback()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            for (String chain : List.of("10.9.8.7", "10.9.8.6, 10.9.8.5")) {
                client.send("GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: " + chain + "\r\n\r\n").receive();
                assertThat(app.last().head().value("X-Forwarded-For")).isEqualTo(chain + ", 127.0.0.1");
            }
            client.get("/").receive();
            assertThat(app.last().head().value("X-Forwarded-For")).isEqualTo("127.0.0.1");
        }
    }
}
