package io.janus.proxy.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

import io.janus.proxy.io.IoLoops.StuckLoop;
import io.janus.proxy.testing.OnEachTransport;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;

class IoLoopsTest {

    @OnEachTransport
    void loops_are_named_and_numbered(Transport transport) {
        try (var loops = new IoLoops(3, transport)) {
            assertThat(loops.size()).isEqualTo(3);
            assertThat(loops.all()).extracting(IoLoop::index).containsExactly(0, 1, 2);
            assertThat(loops.all()).extracting(loop -> threadOf(loop).getName())
                    .containsExactly("janus-io-0", "janus-io-1", "janus-io-2");
        }
    }

    /** Janus leaves that to Netty. */
    @OnEachTransport
    void sockets_of_both_sides_send_small_pieces_at_once(Transport transport) throws IOException {
        try (var loops = new IoLoops(1, transport)) {
            IoLoop loop = loops.get(0);
            BlockingQueue<SocketChannel> accepted = new LinkedBlockingQueue<>();
            ServerSocketChannel server = transport.newAcceptingSocket().channel();
            server.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                @Override
                public void channelRead(ChannelHandlerContext context, Object message) {
                    loop.configure((SocketChannel) message);
                    accepted.add((SocketChannel) message);
                }
            });
            loop.register(server).syncUninterruptibly();
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).syncUninterruptibly();
            SocketChannel toEndpoint = transport.newSocket();
            loop.configure(toEndpoint);

            try (Socket client = new Socket(server.localAddress().getAddress(), server.localAddress().getPort())) {
                assertThat(client.isConnected()).isTrue();
                SocketChannel toClient = await().until(accepted::poll, Objects::nonNull);
                assertThat(toClient.config().isTcpNoDelay()).isTrue();
                toClient.unsafe().closeForcibly();
            }
            assertThat(toEndpoint.config().isTcpNoDelay()).isTrue();
            toEndpoint.unsafe().closeForcibly();
        }
    }

    @OnEachTransport
    void zero_means_one_loop_per_core(Transport transport) {
        try (var loops = new IoLoops(0, transport)) {
            assertThat(loops.size()).isEqualTo(Runtime.getRuntime().availableProcessors());
        }
    }

    @OnEachTransport
    void closing_ends_the_threads(Transport transport) {
        var loops = new IoLoops(2, transport);
        List<Thread> threads = loops.all().stream().map(IoLoopsTest::threadOf).toList();

        loops.close();

        await().untilAsserted(() -> assertThat(threads).noneMatch(Thread::isAlive));
    }

    @OnEachTransport
    void the_lag_of_a_busy_loop_is_recorded(Transport transport) {
        try (var loops = new IoLoops(1, transport)) {
            await().until(() -> loops.lag().snapshot().count() >= 2);
            CountDownLatch free = new CountDownLatch(1);
            block(loops.get(0), free);
            await().until(() -> loops.get(0).sinceTickNanos() > Duration.ofMillis(200).toNanos());
            free.countDown();

            await().untilAsserted(() -> assertThat(loops.lag().snapshot().quantileNanos(1))
                    .isGreaterThan(Duration.ofMillis(140).toNanos()));
        }
    }

    @OnEachTransport
    void a_deadline_is_never_early_however_long_the_loop_was_held_up(Transport transport) {
        try (var loops = new IoLoops(1, transport)) {
            IoLoop loop = loops.get(0);
            long early = loop.events().submit(() -> {
                while (loop.sinceTickNanos() < 3 * IoLoop.TICK_NANOS) {
                    Thread.onSpinWait();
                }
                return System.nanoTime() - loop.deadlineNanos(0);
            }).syncUninterruptibly().getNow();

            assertThat(early).isNotPositive();
        }
    }

    @OnEachTransport
    void a_stuck_loop_is_told_once_with_its_stack_each_time_it_is_stuck(Transport transport) {
        try (var loops = new IoLoops(2, transport)) {
            for (int i = 0; i < 2; i++) {
                CountDownLatch free = new CountDownLatch(1);
                block(loops.get(1), free);
                List<StuckLoop> told = new ArrayList<>();
                await().untilAsserted(() -> {
                    told.addAll(blocked(loops));
                    assertThat(told).singleElement().satisfies(stuck -> {
                        assertThat(stuck.stuckMillis()).isGreaterThanOrEqualTo(100);
                        assertThat(stuck.stack()).extracting(StackTraceElement::getMethodName)
                                .anyMatch(name -> name.contains("lambda$block"));
                    });
                });
                await().during(Duration.ofMillis(100)).until(() -> blocked(loops).isEmpty());
                free.countDown();
                await().until(() -> loops.get(1).sinceTickNanos() < IoLoop.TICK_NANOS && blocked(loops).isEmpty());
            }
        }
    }

    /** The second loop, if it was newly found stuck; a busy machine may keep the first one waiting as well. */
    private static List<StuckLoop> blocked(IoLoops loops) {
        return loops.newlyStuck().stream().filter(stuck -> stuck.name().equals("janus-io-1")).toList();
    }

    @OnEachTransport
    void one_that_fails_at_the_tick_does_not_end_it_for_the_others(Transport transport) {
        try (var loops = new IoLoops(1, transport)) {
            AtomicInteger ticks = new AtomicInteger();
            AtomicInteger failures = new AtomicInteger();
            AtomicInteger ended = new AtomicInteger();
            IoLoop loop = loops.get(0);
            loop.events().submit(() -> {
                loop.watch(new Timed() {
                    @Override
                    protected void tick(long nowNanos) {
                        ticks.incrementAndGet();
                    }

                    @Override
                    protected void failed(Throwable cause) {
                        throw new AssertionError(cause);
                    }
                });
                loop.watch(new Timed() {
                    @Override
                    protected void tick(long nowNanos) {
                        failures.incrementAndGet();
                        throw new IllegalStateException("the test's");
                    }

                    @Override
                    protected void failed(Throwable cause) {
                        ended.incrementAndGet();
                    }
                });
            }).syncUninterruptibly();

            await().until(() -> ticks.get() >= 3);
            assertThat(failures).hasValue(1);
            assertThat(ended).hasValue(1);
        }
    }

    private static void block(IoLoop loop, CountDownLatch free) {
        loop.events().execute(() -> {
            try {
                free.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static Thread threadOf(IoLoop loop) {
        return loop.events().submit(Thread::currentThread).syncUninterruptibly().getNow();
    }
}
