package io.janus.quarkus.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.janus.proxy.spec.HostPort;
import io.janus.proxy.spec.ProbeSpec.Http;
import io.vertx.core.Vertx;

/** HTTP probes over real sockets, with endpoints of every bad behaviour. */
class HttpProbeTest {

    /** Longer than any answer of these endpoints takes. */
    private static final Duration PATIENT = Duration.ofSeconds(10);

    /** For endpoints that never answer: how long the test waits, which is longer than a busy machine takes to connect. */
    private static final Duration IMPATIENT = Duration.ofSeconds(5);

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final Vertx vertx = Vertx.vertx();
    private final VertxConnector connector = new VertxConnector(vertx);

    @AfterEach
    void close() {
        connector.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private CompletableFuture<ProbeOutcome> begin(RawEndpoint endpoint, Http asked, Duration timeout) {
        return running(endpoint, asked, timeout).outcome().toCompletableFuture();
    }

    private RunningProbe running(RawEndpoint endpoint, Http asked, Duration timeout) {
        return connector.probe(endpoint.address(), endpoint.written(), TestProbes.of(asked, timeout));
    }

    private Optional<String> failure(RawEndpoint endpoint, Duration timeout) {
        return begin(endpoint, TestProbes.get("/healthz"), timeout).join().failure();
    }

    private Optional<String> failureOf(String answer) {
        try (RawEndpoint endpoint = RawEndpoint.answering(answer)) {
            return failure(endpoint, PATIENT);
        }
    }

    @Test
    void an_endpoint_that_answers_well_is_asked_once_and_left_at_once() throws InterruptedException {
        try (RawEndpoint endpoint = RawEndpoint.answering(OK)) {
            assertThat(failure(endpoint, PATIENT)).isEmpty();

            assertThat(endpoint.request()).startsWith("GET /healthz HTTP/1.1\r\nHost: " + endpoint.written() + "\r\n")
                    .contains("\r\nUser-Agent: janus-probe\r\n", "\r\nConnection: close\r\n");
            assertThat(endpoint.connectionEnded()).isTrue();
            assertThat(connector.underWay()).isZero();
        }
    }

    @Test
    void every_probe_has_a_connection_of_its_own() throws InterruptedException {
        try (RawEndpoint endpoint = RawEndpoint.answering(OK.replace("\r\n\r\n", "\r\nConnection: keep-alive\r\n\r\n"))) {
            for (int i = 0; i < 5; i++) {
                assertThat(failure(endpoint, PATIENT)).isEmpty();
                assertThat(endpoint.connectionEnded()).isTrue();
            }
        }
    }

    @Test
    void an_answer_of_another_status_is_a_failure_that_says_which() {
        assertThat(failureOf("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"))
                .contains("answered 503, not 200-399");
    }

    @Test
    void a_redirect_is_not_followed() throws InterruptedException {
        try (RawEndpoint endpoint = RawEndpoint.answering("HTTP/1.1 302 Found\r\nLocation: /other\r\n\r\n")) {
            assertThat(begin(endpoint, new Http("/", Optional.empty(), 200, 200), PATIENT).join().failure())
                    .contains("answered 302, not 200");

            assertThat(endpoint.connectionEnded()).isTrue();
            assertThat(endpoint.request()).isNotNull();
            assertThat(endpoint.waiting()).isZero();
        }
    }

    @Test
    void interim_answers_come_before_the_answer() {
        assertThat(failureOf("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n" + OK)).isEmpty();
    }

    @Test
    void interim_answers_without_end_are_given_up() throws InterruptedException {
        try (RawEndpoint endpoint = new RawEndpoint(client -> forever(client, "HTTP/1.1 100 Continue\r\n\r\n"))) {
            assertThat(failure(endpoint, PATIENT)).contains("sent 17 interim answers and no final one");
            assertThat(endpoint.connectionEnded()).isTrue();
        }
    }

    @Test
    void a_body_without_end_is_not_read() throws InterruptedException {
        try (RawEndpoint endpoint = new RawEndpoint(client -> {
            RawEndpoint.send(client, "HTTP/1.1 200 OK\r\n\r\n");
            forever(client, "more ".repeat(1000));
        })) {
            assertThat(failure(endpoint, PATIENT)).isEmpty();
            assertThat(endpoint.connectionEnded()).isTrue();
        }
    }

    @Test
    void a_head_without_end_is_too_large() throws InterruptedException {
        try (RawEndpoint endpoint = new RawEndpoint(client -> {
            RawEndpoint.send(client, "HTTP/1.1 200 OK\r\n");
            forever(client, "X-More: " + "x".repeat(1000) + "\r\n");
        })) {
            assertThat(failure(endpoint, PATIENT)).contains("malformed answer: the head is too large");
            assertThat(endpoint.connectionEnded()).isTrue();
        }
    }

    @Test
    void an_endpoint_that_says_nothing_fails_at_the_timeout() throws InterruptedException {
        try (RawEndpoint endpoint = new RawEndpoint(RawEndpoint::awaitEnd)) {
            assertThat(failure(endpoint, IMPATIENT)).contains("no answer within 5s");
            assertThat(endpoint.connectionEnded()).isTrue();
        }
    }

    @Test
    void an_endpoint_that_drips_its_head_fails_at_the_timeout() throws InterruptedException {
        ScheduledExecutorService drops = Executors.newSingleThreadScheduledExecutor();
        try (RawEndpoint endpoint = new RawEndpoint(client -> {
            RawEndpoint.send(client, "HTTP/1.1 200 OK\r\nX-Slow: ");
            drip(client, drops);
        })) {
            assertThat(failure(endpoint, IMPATIENT)).contains("no complete answer within 5s");
            assertThat(endpoint.connectionEnded()).isTrue();
        } finally {
            drops.shutdownNow();
        }
    }

    @Test
    void an_endpoint_that_speaks_something_else_is_malformed() {
        assertThat(failureOf("SSH-2.0-OpenSSH_9.2\r\n")).contains("malformed answer: the status line is malformed");
    }

    @Test
    void an_endpoint_that_closes_before_its_answer_says_so() {
        try (RawEndpoint endpoint = new RawEndpoint(client -> {
        })) {
            assertThat(failure(endpoint, PATIENT)).contains("closed the connection without an answer");
        }
    }

    @Test
    void an_endpoint_that_closes_within_its_answer_says_so() {
        try (RawEndpoint endpoint = new RawEndpoint(client -> RawEndpoint.send(client, "HTTP/1.1 200 OK\r\nContent-"))) {
            assertThat(failure(endpoint, PATIENT)).contains("closed the connection within its answer");
        }
    }

    @Test
    void an_endpoint_that_resets_the_connection_says_so() {
        try (RawEndpoint endpoint = new RawEndpoint(client -> client.setSoLinger(true, 0))) {
            assertThat(failure(endpoint, PATIENT)).contains("reset the connection");
        }
    }

    @Test
    void a_closed_port_is_a_refused_connection() throws IOException {
        InetSocketAddress closed;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = (InetSocketAddress) server.getLocalSocketAddress();
        }

        RunningProbe probe = connector.probe(closed, new HostPort("127.0.0.1", closed.getPort()),
                TestProbes.of(TestProbes.get("/"), PATIENT));

        assertThat(probe.outcome().toCompletableFuture().join().failure()).contains("connection refused");
    }

    @Test
    void a_probe_that_is_given_up_lets_go_of_its_connection_at_once_and_of_no_other() throws InterruptedException {
        CountDownLatch reloaded = new CountDownLatch(1);
        try (RawEndpoint frozen = new RawEndpoint(RawEndpoint::awaitEnd); RawEndpoint endpoint = new RawEndpoint(client -> {
            awaitQuietly(reloaded);
            RawEndpoint.send(client, OK);
        })) {
            RunningProbe wrong = running(frozen, TestProbes.get("/"), Duration.ofHours(1));
            CompletableFuture<ProbeOutcome> kept = begin(endpoint, TestProbes.get("/"), PATIENT);
            assertThat(frozen.request()).isNotNull();
            assertThat(endpoint.request()).isNotNull();

            wrong.abandon();
            connector.retain(Set.of(PATIENT));

            assertThat(frozen.connectionEnded()).isTrue();
            await().until(() -> connector.underWay() == 1);
            reloaded.countDown();
            assertThat(kept.join()).isEqualTo(ProbeOutcome.SUCCESS);
        }
    }

    @Test
    void the_end_of_janus_ends_probes_that_are_under_way() throws InterruptedException, ExecutionException {
        try (RawEndpoint endpoint = new RawEndpoint(RawEndpoint::awaitEnd)) {
            CompletableFuture<ProbeOutcome> probe = begin(endpoint, TestProbes.get("/"), Duration.ofHours(1));
            assertThat(endpoint.request()).isNotNull();

            connector.close();

            assertThat(probe.get().succeeded()).isFalse();
            assertThat(endpoint.connectionEnded()).isTrue();
            await().until(() -> connector.underWay() == 0);
        }
    }

    /** Sends until the other side has had enough. */
    private static void forever(Socket client, String text) throws IOException {
        // Far more than sockets buffer; the other side ends it long before.
        for (int i = 0; i < 1_000_000; i++) {
            RawEndpoint.send(client, text);
        }
    }

    /** Sends a byte every few milliseconds until the other side has had enough. */
    private static void drip(Socket client, ScheduledExecutorService drops) throws IOException {
        try {
            drops.scheduleAtFixedRate(() -> {
                try {
                    RawEndpoint.send(client, "x");
                } catch (IOException e) {
                    throw new IllegalStateException("the other side has had enough", e);
                }
            }, 0, 5, TimeUnit.MILLISECONDS).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IOException(e);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
