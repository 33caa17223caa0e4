package io.janus.proxy.http;

import static io.janus.proxy.testing.SpecDraft.http;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Isolated;

import io.janus.proxy.io.Transport;
import io.janus.proxy.testing.HttpPeer;
import io.janus.proxy.testing.OnEachTransport;
import io.janus.proxy.testing.Peer;
import io.janus.proxy.testing.ProxyFixture;
import io.janus.proxy.testing.TestEndpoint;
import io.netty.buffer.PooledByteBufAllocator;

/** However slow one side is, the other's bytes wait where they are, and all of them arrive. */
@Isolated("it measures the memory of an allocator that all tests share")
@Tag("invariant-3")
@Tag("invariant-6")
class HttpBackpressureTest {

    private static final int MIB = 1024 * 1024;

    private static final int BULK = 64 * MIB;

    private static final int SMALL_BUFFER = 4 * 1024;

    /** As for TCP: two loops' read buffers, a water mark and one more read for each direction, and some room. */
    private static final long MEMORY_BOUND = 3 * MIB / 2;

    @OnEachTransport
    void a_client_that_reads_slowly_holds_its_endpoint_back(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()));
                var client = HttpPeer.of(Peer.connectTo(proxy.web().address(), SMALL_BUFFER))) {
            client.get("/");
            try (var server = HttpPeer.of(endpoint.accept())) {
                server.receiveRequest();
                server.send("HTTP/1.1 200 OK\r\nContent-Length: " + BULK + "\r\n\r\n");
                long sent = server.peer().sendUntilStuck();
                assertThat(sent).isLessThan(BULK);
                assertThat(PooledByteBufAllocator.DEFAULT.pinnedDirectMemory()).isLessThan(MEMORY_BOUND);

                client.receiveHead();
                var rest = sendRest(server, BULK - sent);
                assertThat(countZeros(client.rest(), BULK)).isEqualTo(BULK);
                rest.join();
            }
        }
    }

    @OnEachTransport
    void a_client_that_reads_slowly_holds_back_what_is_chunked_for_it(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()));
                var client = HttpPeer.of(Peer.connectTo(proxy.web().address(), SMALL_BUFFER))) {
            client.get("/");
            try (var server = HttpPeer.of(endpoint.accept())) {
                server.receiveRequest();
                server.send("HTTP/1.1 200 OK\r\n\r\n");
                long sent = server.peer().sendUntilStuck();
                assertThat(PooledByteBufAllocator.DEFAULT.pinnedDirectMemory()).isLessThan(MEMORY_BOUND);
                server.finish();

                var response = client.receive();
                assertThat(response.body().isComplete()).isTrue();
                assertThat((long) response.body().data().length).isEqualTo(sent);
            }
        }
    }

    @OnEachTransport
    void a_client_that_reads_nothing_holds_interim_responses_back(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()));
                var client = HttpPeer.of(Peer.connectTo(proxy.web().address(), SMALL_BUFFER))) {
            client.get("/");
            try (var server = HttpPeer.of(endpoint.accept())) {
                server.receiveRequest();
                AtomicLong sent = new AtomicLong();
                var flood = CompletableFuture.runAsync(() -> hint(server, sent), work -> new Thread(work, "flood").start());
                await().until(() -> sent.get() > MIB || flood.isDone());
                AtomicLong last = new AtomicLong();
                Waiting.assertStays(() -> last.getAndSet(sent.get()) == sent.get());

                assertThat(sent.get()).isLessThan(BULK);
                assertThat(PooledByteBufAllocator.DEFAULT.pinnedDirectMemory()).isLessThan(MEMORY_BOUND);
                client.peer().reset();
                flood.join();
            }
        }
    }

    /** Sends interim responses, up to much more than may wait anywhere. */
    private static void hint(HttpPeer server, AtomicLong sent) {
        byte[] hints = "HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n".repeat(1000).getBytes(US_ASCII);
        try {
            while (sent.get() < BULK) {
                server.peer().send(hints);
                sent.addAndGet(hints.length);
            }
        } catch (UncheckedIOException e) {
            // The client has left, and so has the proxy.
        }
    }

    @OnEachTransport
    void an_endpoint_that_reads_slowly_holds_its_client_back(Transport transport) {
        try (var endpoint = TestEndpoint.byHand(SMALL_BUFFER);
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + BULK + "\r\n\r\n");
            try (var server = HttpPeer.of(endpoint.accept())) {
                long sent = client.peer().sendUntilStuck();
                assertThat(sent).isLessThan(BULK);
                assertThat(PooledByteBufAllocator.DEFAULT.pinnedDirectMemory()).isLessThan(MEMORY_BOUND);

                server.receiveHead();
                var rest = sendRest(client, BULK - sent);
                assertThat(countZeros(server.rest(), BULK)).isEqualTo(BULK);
                rest.join();
                server.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                assertThat(client.receive().text()).isEqualTo("ok");
            }
        }
    }

    @OnEachTransport
    void a_client_that_pipelines_without_reading_is_held_back(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.get("/");
            try (var server = HttpPeer.of(endpoint.accept())) {
                server.receiveRequest();
                client.peer().sendUntilStuck();
                assertThat(PooledByteBufAllocator.DEFAULT.pinnedDirectMemory()).isLessThan(MEMORY_BOUND);
                server.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                assertThat(client.receive().text()).isEqualTo("ok");
            }
        }
    }

    private static CompletableFuture<Void> sendRest(HttpPeer from, long bytes) {
        return CompletableFuture.runAsync(() -> {
            byte[] zeros = new byte[MIB];
            for (long left = bytes; left > 0; left -= zeros.length) {
                from.peer().send(left < zeros.length ? new byte[(int) left] : zeros);
            }
        }, work -> new Thread(work, "rest").start());
    }

    private static long countZeros(InputStream in, long most) {
        byte[] buffer = new byte[16 * 1024];
        long count = 0;
        try {
            while (count < most) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, most - count));
                if (read < 0) {
                    break;
                }
                for (int i = 0; i < read; i++) {
                    if (buffer[i] != 0) {
                        throw new AssertionError("byte " + (count + i) + " is " + buffer[i]);
                    }
                }
                count += read;
            }
            return count;
        } catch (IOException e) {
            throw new UncheckedIOException("after " + count + " bytes", e);
        }
    }
}
