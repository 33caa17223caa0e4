package io.janus.proxy.http;

import static io.janus.proxy.testing.SpecDraft.http;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Tag;

import io.janus.proxy.io.Transport;
import io.janus.proxy.testing.HttpAnswer;
import io.janus.proxy.testing.HttpEndpoint;
import io.janus.proxy.testing.HttpPeer;
import io.janus.proxy.testing.OnEachTransport;
import io.janus.proxy.testing.ProxyFixture;
import io.janus.proxy.testing.TestEndpoint;

/** A client that finishes after its request still gets its answer; one that leaves inside it, or resets, cancels it. */
@Tag("invariant-7")
class LeavingClientTest {

    private static final String HALF_A_POST = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhello";

    @OnEachTransport
    void a_client_that_finished_after_its_request_is_answered_later(Transport transport) {
        var gate = new CompletableFuture<Void>();
        try (var endpoint = HttpEndpoint.answering(HttpAnswer.ok("late").after(gate));
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.get("/").finish();
            endpoint.awaitRequests(1);
            gate.complete(null);

            assertThat(client.receive().text()).isEqualTo("late");
            client.assertFinished();
        }
    }

    @OnEachTransport
    @Tag("invariant-3")
    void a_client_that_finishes_inside_its_body_cancels_its_request(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.send(HALF_A_POST);
            try (var server = HttpPeer.of(endpoint.accept())) {
                server.receiveHead();
                client.finish();
                assertThat(server.receiveText(5)).isEqualTo("hello");
                server.awaitEnd();
            }
        }
    }

    @OnEachTransport
    @Tag("invariant-3")
    void a_client_that_finishes_inside_its_chunks_never_completes_them(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
            try (var server = HttpPeer.of(endpoint.accept())) {
                server.receiveHead();
                client.finish();
                assertThat(server.receiveText(10)).isEqualTo("5\r\nhello\r\n");
                server.awaitEnd();
            }
        }
    }

    @OnEachTransport
    void a_client_that_resets_inside_its_body_cancels_its_request(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.send(HALF_A_POST);
            try (var server = HttpPeer.of(endpoint.accept())) {
                server.receiveHead();
                client.peer().reset();
                server.peer().awaitEnd();
            }
        }
    }

    @OnEachTransport
    void a_client_that_resets_while_it_waits_cancels_its_request(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.get("/");
            try (var server = HttpPeer.of(endpoint.accept())) {
                server.receiveRequest();
                assertThat(proxy.endpoint("a").inFlight()).isEqualTo(1);
                client.peer().reset();
                server.awaitEnd();
                await().until(() -> proxy.endpoint("a").inFlight() == 0);
            }
        }
    }

    @OnEachTransport
    void a_client_that_resets_inside_its_answer_cancels_it(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.get("/");
            try (var server = HttpPeer.of(endpoint.accept())) {
                server.receiveRequest();
                server.send("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\nbegin");
                client.receiveHead();
                client.peer().reset();
                server.awaitEnd();
            }
        }
    }

    @OnEachTransport
    void a_client_that_resets_an_idle_connection_harms_nobody(Transport transport) {
        try (var endpoint = HttpEndpoint.answering("ok");
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()))) {
            try (var leaving = HttpPeer.connectTo(proxy.web().address())) {
                leaving.get("/").receive();
                leaving.peer().reset();
            }
            try (var client = HttpPeer.connectTo(proxy.web().address())) {
                assertThat(client.get("/").receive().text()).isEqualTo("ok");
            }
        }
    }
}
