package io.janus.proxy;

import static io.janus.proxy.testing.SpecDraft.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Isolated;

import io.janus.proxy.io.Transport;
import io.janus.proxy.stats.SessionEnd;
import io.janus.proxy.testing.DeadAddress;
import io.janus.proxy.testing.OnEachTransport;
import io.janus.proxy.testing.Peer;
import io.janus.proxy.testing.Peer.End;
import io.janus.proxy.testing.ProxyFixture;
import io.janus.proxy.testing.TestEndpoint;
import io.netty.buffer.PooledByteBufAllocator;

@Tag("invariant-11")
@Isolated("it measures the memory of an allocator that all tests share")
class ProxyCloseTest {

    /** Longer than anything waits here: what goes on connecting does so until the test ends it. */
    private static final Duration WITHOUT_END = Duration.ofSeconds(30);

    @OnEachTransport
    void closing_resets_open_sessions_ends_the_threads_and_releases_every_buffer(Transport transport) {
        try (var endpoint = TestEndpoint.byHand(4 * 1024);
                var proxy = ProxyFixture.on(transport).serving(web(endpoint.address()));
                var quiet = proxy.connect();
                var quietServer = endpoint.accept();
                var full = proxy.connect();
                var fullServer = endpoint.accept()) {
            full.sendUntilStuck();
            assertThat(PooledByteBufAllocator.DEFAULT.pinnedDirectMemory()).as("something waits to be sent").isPositive();
            List<Thread> threads = threadsOf(proxy.proxy());

            proxy.proxy().close();

            assertThat(quiet.awaitEnd()).isEqualTo(End.RESET);
            assertThat(quietServer.awaitEnd()).isEqualTo(End.RESET);
            assertThat(full.awaitEnd()).isEqualTo(End.RESET);
            assertThat(fullServer.awaitEnd()).isEqualTo(End.RESET);
            await().untilAsserted(() -> assertThat(threads).noneMatch(Thread::isAlive));
            assertThat(PooledByteBufAllocator.DEFAULT.pinnedDirectMemory()).isZero();
        }
    }

    @OnEachTransport
    void closing_ends_sessions_that_are_still_connecting(Transport transport) {
        try (var nobody = DeadAddress.silent();
                var proxy = ProxyFixture.on(transport)
                        .serving(web(app -> app.endpoints(nobody.address()).connectTimeout(WITHOUT_END)));
                var client = proxy.connect()) {
            await().until(() -> proxy.endpoint("a").inFlight() == 1);
            var ends = proxy.web().ends();

            proxy.proxy().close();

            assertThat(client.awaitEnd()).isEqualTo(End.RESET);
            assertThat(ends.total(SessionEnd.SHUTDOWN)).isEqualTo(1);
            assertThat(proxy.endpoint("a").inFlight()).isZero();
        }
    }

    @OnEachTransport
    void closing_twice_is_closing_once(Transport transport) {
        try (var endpoint = TestEndpoint.echoing(); var proxy = ProxyFixture.on(transport).serving(web(endpoint.address()))) {
            List<Thread> threads = threadsOf(proxy.proxy());
            proxy.proxy().close();
            proxy.proxy().close();

            await().untilAsserted(() -> assertThat(threads).noneMatch(Thread::isAlive));
        }
    }

    @OnEachTransport
    void sessions_go_on_when_accepting_stops_until_they_are_closed(Transport transport) {
        try (var endpoint = TestEndpoint.echoing();
                var proxy = ProxyFixture.on(transport).serving(web(endpoint.address()));
                var client = proxy.connect()) {
            proxy.awaitSessions(1);
            proxy.proxy().stopAccepting();
            assertThat(client.send("hello").receive(5)).isEqualTo("hello");
            assertThat(proxy.proxy().openConnections()).isEqualTo(1);

            proxy.proxy().closeSessions(any -> true, SessionEnd.SHUTDOWN);

            assertThat(client.awaitEnd()).isEqualTo(Peer.End.RESET);
            proxy.awaitSessions(0);
        }
    }

    private static List<Thread> threadsOf(Proxy proxy) {
        List<Thread> threads = new ArrayList<>();
        proxy.loops().all().forEach(
                loop -> threads.add(loop.events().submit(Thread::currentThread).syncUninterruptibly().getNow()));
        assertThat(threads).extracting(Thread::getName).allMatch(name -> name.startsWith("janus-io-"));
        return threads;
    }
}
