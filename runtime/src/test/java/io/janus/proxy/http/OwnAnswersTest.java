package io.janus.proxy.http;

import static io.janus.proxy.testing.SpecDraft.http;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.janus.balancer.Picker;
import io.janus.proxy.io.Transport;
import io.janus.proxy.spec.RouteSpec.Deny;
import io.janus.proxy.stats.ErrorCode;
import io.janus.proxy.testing.DeadAddress;
import io.janus.proxy.testing.HttpEndpoint;
import io.janus.proxy.testing.HttpPeer;
import io.janus.proxy.testing.OnEachTransport;
import io.janus.proxy.testing.Policies;
import io.janus.proxy.testing.ProxyFixture;
import io.janus.proxy.testing.SpecDraft;

/** What Janus answers itself is short and plain, says why, and is counted. */
class OwnAnswersTest {

    @OnEachTransport
    void an_own_answer_says_its_code_in_a_field_and_in_words(Transport transport) {
        try (var proxy = ProxyFixture.on(transport).serving(SpecDraft.spec().http("web", web -> web.route("/a", new Deny())));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            var response = client.get("/").receive();

            assertThat(response.status()).isEqualTo(404);
            assertThat(response.error()).isEqualTo("no_route");
            assertThat(response.head().value("Content-Type")).startsWith("text/plain");
            assertThat(response.text()).isNotBlank().isASCII().hasSizeLessThan(300);
            assertThat(response.head().values("Date")).hasSize(1);
        }
    }

    @OnEachTransport
    void an_own_answer_is_counted_by_its_code(Transport transport) {
        try (var endpoint = HttpEndpoint.answering("ok");
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()))) {
            for (int i = 0; i < 3; i++) {
                try (var client = HttpPeer.connectTo(proxy.web().address())) {
                    client.send("GET / HTTP/1.1\r\n\r\n").receive();
                }
            }
            await().until(() -> proxy.web().errors().total(ErrorCode.BAD_HOST) == 3);
        }
    }

    @OnEachTransport
    void an_own_answer_to_head_has_no_body(Transport transport) {
        try (var endpoint = HttpEndpoint.answering("ok");
                var proxy = ProxyFixture.on(transport).serving(http(app -> app.endpoints(endpoint.address()),
                        web -> web.route("/a", "app")));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            var response = client.send("HEAD /b HTTP/1.1\r\nHost: a\r\n\r\n").receive("HEAD");

            assertThat(response.status()).isEqualTo(404);
            assertThat(client.get("/a").receive().text()).isEqualTo("ok");
        }
    }

    @OnEachTransport
    void when_no_endpoint_can_be_picked_the_answer_is_503(Transport transport) {
        try (var dead = DeadAddress.refusing();
                var proxy = ProxyFixture.on(transport).policy("none", Policies.always(request -> Picker.NONE))
                        .serving(http(app -> app.endpoints(dead.address()).policy("none"), web -> web.backend("app")));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            var response = client.get("/").receive();

            assertThat(response.status()).isEqualTo(503);
            assertThat(response.error()).isEqualTo("no_endpoint");
        }
    }

    @OnEachTransport
    void a_connection_above_the_limit_is_told_503_and_closed(Transport transport) {
        try (var endpoint = HttpEndpoint.answering("ok");
                var proxy = ProxyFixture.on(transport).serving(SpecDraft.spec()
                        .backend("app", app -> app.endpoints(endpoint.address())).http("web", 2, web -> web.backend("app")));
                var first = HttpPeer.connectTo(proxy.web().address());
                var second = HttpPeer.connectTo(proxy.web().address())) {
            first.get("/").receive();
            second.get("/").receive();
            try (var third = HttpPeer.connectTo(proxy.web().address())) {
                var response = third.receive();
                assertThat(response.status()).isEqualTo(503);
                assertThat(response.error()).isEqualTo("connection_limit");
                assertThat(response.announcesClose()).isTrue();
            }
            first.assertUsable();
        }
    }

    @OnEachTransport
    void connect_is_405_and_says_what_is_allowed(Transport transport) {
        try (var endpoint = HttpEndpoint.answering("ok");
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            var response = client.send("CONNECT a.example:443 HTTP/1.1\r\nHost: a.example:443\r\n\r\n").receive();

            assertThat(response.status()).isEqualTo(405);
            assertThat(response.error()).isEqualTo("method_not_allowed");
            assertThat(response.head().value("Allow")).contains("GET").doesNotContain("CONNECT");
        }
    }
}
