package io.janus.proxy.listen;

import static io.janus.proxy.testing.SpecDraft.anyPort;
import static io.janus.proxy.testing.SpecDraft.spec;
import static io.janus.proxy.testing.SpecDraft.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

import org.junit.jupiter.api.Tag;

import io.janus.proxy.io.Transport;
import io.janus.proxy.listen.Listener.Traffic;
import io.janus.proxy.stats.SessionEnd;
import io.janus.proxy.testing.BlockedLoops;
import io.janus.proxy.testing.DeadAddress;
import io.janus.proxy.testing.OnEachTransport;
import io.janus.proxy.testing.Peer;
import io.janus.proxy.testing.ProxyFixture;
import io.janus.proxy.testing.SpecDraft;
import io.janus.proxy.testing.TestEndpoint;

/** Reloads add, remove, rename and move listeners; whoever is connected or waiting to be accepted notices nothing. */
@Tag("invariant-10")
class ListenerReloadTest {

    @OnEachTransport
    void an_added_listener_serves_beside_the_others(Transport transport) {
        try (var endpoint = TestEndpoint.echoing();
                var proxy = ProxyFixture.on(transport).serving(web(endpoint.address()));
                var client = proxy.connect()) {
            InetSocketAddress address = proxy.web().address();
            proxy.apply(web(endpoint.address()).listener("second", "app"));

            assertServes(proxy.listener("second").address());
            assertServes(address);
            assertThat(client.send("hello").receive(5)).isEqualTo("hello");
        }
    }

    @OnEachTransport
    void a_removed_listener_refuses_new_connections_and_keeps_the_old(Transport transport) {
        try (var endpoint = TestEndpoint.echoing();
                var proxy = ProxyFixture.on(transport).serving(web(endpoint.address()).listener("second", "app"));
                var client = Peer.connectTo(proxy.listener("second").address())) {
            InetSocketAddress address = proxy.listener("second").address();
            assertThat(client.send("hello").receive(5)).isEqualTo("hello");

            proxy.apply(web(endpoint.address()));

            assertRefused(address);
            assertThat(client.send("again").receive(5)).isEqualTo("again");
            assertThat(proxy.proxy().openConnections()).isEqualTo(1);
            client.finish();
            proxy.awaitSessions(0);
        }
    }

    @OnEachTransport
    void connections_in_the_queue_of_a_removed_listener_are_served(Transport transport) {
        try (var endpoint = TestEndpoint.echoing();
                var proxy = ProxyFixture.on(transport).serving(web(endpoint.address()).listener("second", "app"));
                var blocked = BlockedLoops.of(proxy.proxy())) {
            InetSocketAddress address = proxy.listener("second").address();
            Peer[] queued = new Peer[10];
            for (int i = 0; i < queued.length; i++) {
                queued[i] = Peer.connectTo(address);
            }

            blocked.turnAgainDuring(() -> proxy.apply(web(endpoint.address())));

            for (Peer one : queued) {
                assertThat(one.send("hello").receive(5)).isEqualTo("hello");
                one.close();
            }
            assertRefused(address);
            proxy.awaitSessions(0);
        }
    }

    @OnEachTransport
    void connections_in_the_queue_are_served_when_all_accepting_stops(Transport transport) {
        try (var endpoint = TestEndpoint.echoing();
                var proxy = ProxyFixture.on(transport).serving(web(endpoint.address()));
                var blocked = BlockedLoops.of(proxy.proxy());
                var queued = proxy.connect()) {
            InetSocketAddress address = proxy.web().address();

            blocked.turnAgainDuring(() -> proxy.proxy().stopAccepting());

            assertThat(proxy.proxy().listeners().accepting()).isFalse();
            assertThat(queued.send("hello").receive(5)).isEqualTo("hello");
            assertRefused(address);
            assertThat(proxy.proxy().openConnections()).isEqualTo(1);
        }
    }

    @OnEachTransport
    void connections_that_were_reset_in_the_queue_take_no_place_when_accepting_stops(Transport transport) {
        try (var endpoint = TestEndpoint.echoing();
                var proxy = ProxyFixture.on(transport).serving(web(endpoint.address()));
                var blocked = BlockedLoops.of(proxy.proxy())) {
            for (int i = 0; i < 5; i++) {
                proxy.connect().reset();
            }

            blocked.turnAgainDuring(() -> proxy.proxy().stopAccepting());

            proxy.awaitSessions(0);
        }
    }

    @OnEachTransport
    void an_unchanged_listener_keeps_its_sockets_with_whoever_waits_in_them(Transport transport) {
        try (var before = TestEndpoint.greeting("before");
                var after = TestEndpoint.greeting("after");
                var proxy = ProxyFixture.on(transport).serving(web(before.address()));
                var established = proxy.connect()) {
            assertThat(established.receive(6)).isEqualTo("before");
            Listener listener = proxy.web();
            try (var blocked = BlockedLoops.of(proxy.proxy()); var queued = proxy.connect()) {
                proxy.apply(web(after.address()));
                blocked.close();

                assertThat(queued.receive(5)).as("it gets the new settings").isEqualTo("after");
            }
            assertThat(proxy.web()).isSameAs(listener);
            established.finish();
            proxy.awaitSessions(0);
        }
    }

    @OnEachTransport
    void a_renamed_listener_keeps_its_sockets(Transport transport) {
        try (var endpoint = TestEndpoint.echoing();
                var port = DeadAddress.refusing();
                var proxy = ProxyFixture.on(transport).serving(named("web", port.address(), endpoint));
                var established = proxy.connect()) {
            assertThat(established.send("hello").receive(5)).isEqualTo("hello");
            try (var blocked = BlockedLoops.of(proxy.proxy()); var queued = proxy.connect()) {
                proxy.apply(named("shop", port.address(), endpoint));
                blocked.close();

                assertThat(queued.send("hello").receive(5)).isEqualTo("hello");
            }
            assertThat(proxy.listener("shop").traffic().total(Traffic.CONNECTIONS)).isEqualTo(1);
            assertThat(established.send("again").receive(5)).isEqualTo("again");
            await().until(() -> proxy.proxy().openConnections() == 1);
        }
    }

    @OnEachTransport
    void a_moved_listener_is_the_same_with_its_numbers(Transport transport) {
        try (var endpoint = TestEndpoint.echoing();
                var here = DeadAddress.refusing();
                var there = DeadAddress.refusing();
                var proxy = ProxyFixture.on(transport).serving(named("web", here.address(), endpoint));
                var client = proxy.connect()) {
            assertThat(client.send("hello").receive(5)).isEqualTo("hello");
            Listener listener = proxy.web();

            proxy.apply(named("web", there.address(), endpoint));

            assertThat(proxy.web()).isSameAs(listener);
            assertThat(listener.address()).isEqualTo(there.address());
            assertRefused(here.address());
            assertServes(there.address());
            assertThat(client.send("again").receive(5)).isEqualTo("again");
            assertThat(listener.traffic().total(Traffic.CONNECTIONS)).isEqualTo(2);
            client.finish();
            proxy.awaitEnds(SessionEnd.COMPLETED, 2);
        }
    }

    @OnEachTransport
    void two_listeners_may_swap_their_addresses(Transport transport) {
        try (var one = TestEndpoint.greeting("one");
                var two = TestEndpoint.greeting("two");
                var here = DeadAddress.refusing();
                var there = DeadAddress.refusing();
                var proxy = ProxyFixture.on(transport).serving(both(one, two, here.address(), there.address()))) {
            proxy.apply(both(one, two, there.address(), here.address()));

            try (var client = Peer.connectTo(there.address())) {
                assertThat(client.receive(3)).isEqualTo("one");
            }
            try (var client = Peer.connectTo(here.address())) {
                assertThat(client.receive(3)).isEqualTo("two");
            }
        }
    }

    @OnEachTransport
    void a_listener_on_all_addresses_may_shrink_to_one_on_the_same_port_and_grow_again(Transport transport) {
        try (var endpoint = TestEndpoint.echoing();
                var port = DeadAddress.refusing();
                var proxy = ProxyFixture.on(transport)
                        .serving(named("web", new InetSocketAddress(port.address().getPort()), endpoint));
                var client = proxy.connect()) {
            InetSocketAddress other = new InetSocketAddress(loopback(2), port.address().getPort());
            assertServes(port.address());
            assertServes(other);

            proxy.apply(named("web", port.address(), endpoint));
            assertServes(port.address());
            assertRefused(other);

            proxy.apply(named("web", new InetSocketAddress(port.address().getPort()), endpoint));
            assertServes(port.address());
            assertServes(other);
            assertThat(client.send("hello").receive(5)).isEqualTo("hello");
        }
    }

    @OnEachTransport
    void the_backend_of_a_listener_may_change(Transport transport) {
        try (var one = TestEndpoint.greeting("one");
                var two = TestEndpoint.greeting("two");
                var proxy = ProxyFixture.on(transport).serving(both(one, two, anyPort(), anyPort()))) {
            proxy.apply(spec().backend("one", backend -> backend.endpoints(one.address()))
                    .backend("two", backend -> backend.endpoints(two.address()))
                    .listener("first", "two").listener("second", "two"));

            try (var client = Peer.connectTo(proxy.listener("first").address())) {
                assertThat(client.receive(3)).isEqualTo("two");
            }
        }
    }

    private static SpecDraft both(TestEndpoint one, TestEndpoint two, InetSocketAddress first, InetSocketAddress second) {
        return spec().backend("one", backend -> backend.endpoints(one.address()))
                .backend("two", backend -> backend.endpoints(two.address()))
                .listener("first", first, "one").listener("second", second, "two");
    }

    private static SpecDraft named(String name, InetSocketAddress bind, TestEndpoint endpoint) {
        return spec().backend("app", app -> app.endpoints(endpoint.address())).listener(name, bind, "app");
    }

    private static InetAddress loopback(int last) {
        try {
            return InetAddress.getByAddress(new byte[] { 127, 0, 0, (byte) last });
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertRefused(InetSocketAddress address) {
        assertThatThrownBy(() -> Peer.connectTo(address)).hasCauseInstanceOf(ConnectException.class);
    }

    private static void assertServes(InetSocketAddress address) {
        try (var client = Peer.connectTo(address)) {
            assertThat(client.send("hello").receive(5)).isEqualTo("hello");
        }
    }
}
