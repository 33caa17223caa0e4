package io.janus.proxy.tcp;

import static io.janus.proxy.testing.SpecDraft.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.parallel.Isolated;

import io.janus.proxy.io.IoLoop;
import io.janus.proxy.io.Transport;
import io.janus.proxy.listen.Listener.Traffic;
import io.janus.proxy.stats.SessionEnd;
import io.janus.proxy.testing.OnEachTransport;
import io.janus.proxy.testing.Peer;
import io.janus.proxy.testing.Peer.End;
import io.janus.proxy.testing.ProxyFixture;
import io.janus.proxy.testing.TestEndpoint;
import io.netty.buffer.PooledByteBufAllocator;

/** However slow one side is, the other's bytes wait where they are, and all of them arrive. */
@Isolated("it measures the memory of an allocator that all tests share")
class TcpBackpressureTest {

    private static final int MIB = 1024 * 1024;

    /** Each way. */
    private static final int BULK = 64 * MIB;

    private static final int SMALL_BUFFER = 4 * 1024;

    /** A thread for each that blocks; the common pool may have only one. */
    private final Executor threads = work -> new Thread(work, "bulk").start();

    private static final int CHUNK = 32 * 1024;

    /**
     * Two loops' read buffers of 256 KiB, and for each direction of a session at most the water mark of 64 KiB and one more
     * read buffer: 1.125 MiB, and some room for the pool's rounding.
     */
    private static final long MEMORY_BOUND = 3 * MIB / 2;

    @OnEachTransport
    @Tag("invariant-3")
    @Tag("invariant-6")
    void much_data_both_ways_at_once_arrives_whole_and_never_sits_in_memory(Transport transport) throws Exception {
        try (var endpoint = TestEndpoint.byHand(CHUNK);
                var proxy = ProxyFixture.on(transport).serving(web(endpoint.address()));
                var client = Peer.connectTo(proxy.web().address(), CHUNK);
                var server = endpoint.accept()) {
            var toEndpoint = CompletableFuture.supplyAsync(() -> sendBulk(client.socket(), 1), threads);
            var toClient = CompletableFuture.supplyAsync(() -> sendBulk(server.socket(), 2), threads);
            var atEndpoint = CompletableFuture.supplyAsync(() -> receiveBulk(server.socket()), threads);
            var atClient = CompletableFuture.supplyAsync(() -> receiveBulk(client.socket()), threads);

            var all = CompletableFuture.allOf(toEndpoint, toClient, atEndpoint, atClient);
            await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(5)).until(() -> {
                assertThat(PooledByteBufAllocator.DEFAULT.pinnedDirectMemory()).isLessThan(MEMORY_BOUND);
                return all.isDone();
            });

            assertThat(atEndpoint.get()).isEqualTo(toEndpoint.get());
            assertThat(atClient.get()).isEqualTo(toClient.get());
            proxy.awaitEnds(SessionEnd.COMPLETED, 1);
            assertThat(proxy.web().traffic().total(Traffic.BYTES_FROM_CLIENTS)).isEqualTo(BULK);
            assertThat(proxy.web().traffic().total(Traffic.BYTES_TO_CLIENTS)).isEqualTo(BULK);
        }
    }

    @OnEachTransport
    @Tag("invariant-6")
    void a_sender_is_held_back_by_a_reader_that_does_not_read(Transport transport) {
        try (var endpoint = TestEndpoint.byHand(SMALL_BUFFER);
                var proxy = ProxyFixture.on(transport).serving(web(endpoint.address()));
                var client = proxy.connect();
                var server = endpoint.accept()) {
            long sent = client.sendUntilStuck();

            assertThat(PooledByteBufAllocator.DEFAULT.pinnedDirectMemory()).isLessThan(MEMORY_BOUND);
            assertThat(proxy.web().traffic().total(Traffic.BYTES_FROM_CLIENTS)).isLessThan(sent);
            client.finish();
            assertThat(server.receiveAll()).hasSize(Math.toIntExact(sent));
        }
    }

    @OnEachTransport
    @Tag("invariant-6")
    void what_an_endpoint_sent_before_it_finished_waits_in_the_kernel_for_a_slow_client(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).serving(web(endpoint.address()));
                var client = Peer.connectTo(proxy.web().address(), SMALL_BUFFER);
                var server = endpoint.accept()) {
            int sent = sendUntilHeldBack(proxy, server);
            server.finish();

            assertNothingMovesAndNobodySpins(proxy);
            assertThat(PooledByteBufAllocator.DEFAULT.pinnedDirectMemory()).isLessThan(MEMORY_BOUND);

            assertThat(client.receiveAll()).hasSize(sent);
            client.send("thanks").finish();
            assertThat(server.receiveAllText()).isEqualTo("thanks");
            proxy.awaitEnds(SessionEnd.COMPLETED, 1);
        }
    }

    @Test
    @EnabledIf("io.netty.channel.epoll.Epoll#isAvailable")
    void epoll_notices_a_reset_after_a_finish_that_had_to_wait() {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(Transport.EPOLL).serving(web(endpoint.address()));
                var client = Peer.connectTo(proxy.web().address(), SMALL_BUFFER);
                var server = endpoint.accept()) {
            sendUntilHeldBack(proxy, server);
            server.finish();
            assertNothingMovesAndNobodySpins(proxy);
            server.reset();

            proxy.awaitEnds(SessionEnd.ENDPOINT_RESET, 1);
            assertThat(client.awaitEnd()).isEqualTo(End.RESET);
        }
    }

    /** Sends until bytes wait in the proxy's kernel buffer, unread, with room left for a FIN. */
    private static int sendUntilHeldBack(ProxyFixture proxy, Peer server) {
        int sent = 0;
        do {
            server.send(new byte[CHUNK]);
            sent += CHUNK;
        } while (passesOn(proxy, sent));
        return sent;
    }

    private static boolean passesOn(ProxyFixture proxy, long sent) {
        try {
            await().pollInterval(Duration.ofMillis(1)).atMost(Duration.ofMillis(300))
                    .until(() -> proxy.web().traffic().total(Traffic.BYTES_TO_CLIENTS) == sent);
            return true;
        } catch (ConditionTimeoutException seemsHeldBack) {
            awaitTurns(proxy); // perhaps only the loops were
            return proxy.web().traffic().total(Traffic.BYTES_TO_CLIENTS) == sent;
        }
    }

    /** Waits until each loop has looked at what came: it does between one task and the next. */
    private static void awaitTurns(ProxyFixture proxy) {
        for (int turn = 0; turn < 2; turn++) {
            proxy.proxy().loops().all().forEach(loop -> loop.events().submit(() -> {
            }).syncUninterruptibly());
        }
    }

    private static void assertNothingMovesAndNobodySpins(ProxyFixture proxy) {
        Duration time = Duration.ofMillis(300);
        long moved = proxy.web().traffic().total(Traffic.BYTES_TO_CLIENTS);
        long cpuNanos = loopsCpuNanos(proxy);

        await().during(time).atMost(time.multipliedBy(10))
                .until(() -> proxy.web().traffic().total(Traffic.BYTES_TO_CLIENTS) == moved);

        // Two loops' ticks take far less than a millisecond; a loop that spins takes all of it.
        assertThat(Duration.ofNanos(loopsCpuNanos(proxy) - cpuNanos)).isLessThan(time.dividedBy(2));
    }

    private static long loopsCpuNanos(ProxyFixture proxy) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (IoLoop loop : proxy.proxy().loops().all()) {
            sum += loop.events().submit(() -> threads.getCurrentThreadCpuTime()).syncUninterruptibly().getNow();
        }
        return sum;
    }

    private static byte[] sendBulk(Socket socket, long seed) {
        byte[] chunk = new byte[CHUNK];
        Random random = new Random(seed);
        MessageDigest digest = sha256();
        try {
            OutputStream out = socket.getOutputStream();
            for (int sent = 0; sent < BULK; sent += CHUNK) {
                random.nextBytes(chunk);
                digest.update(chunk);
                out.write(chunk);
            }
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return digest.digest();
    }

    /** Small reads from a small buffer: slower than any sender. */
    private static byte[] receiveBulk(Socket socket) {
        byte[] chunk = new byte[CHUNK / 4];
        MessageDigest digest = sha256();
        try {
            InputStream in = socket.getInputStream();
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                digest.update(chunk, 0, n);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
