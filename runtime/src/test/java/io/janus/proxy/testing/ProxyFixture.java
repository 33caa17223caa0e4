package io.janus.proxy.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.janus.balancer.BalancerFactory;
import io.janus.proxy.Proxy;
import io.janus.proxy.ProxyOptions;
import io.janus.proxy.TestProxies;
import io.janus.proxy.io.IoLoop;
import io.janus.proxy.io.Transport;
import io.janus.proxy.listen.Listener;
import io.janus.proxy.spec.HttpSpec;
import io.janus.proxy.spec.ProxySpec;
import io.janus.proxy.spec.SpecRefusedException;
import io.janus.proxy.state.AddressBook;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.ProxyEndpoint;
import io.janus.proxy.stats.ProxyEvent;
import io.janus.proxy.stats.SessionEnd;
import io.netty.channel.Channel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.channel.socket.ServerSocketChannel;

/**
 * A proxy under test; the test's thread is its control loop.
 *
 * <pre>
 * {@code
 * try (var endpoint = TestEndpoint.echoing();
 *         var proxy = ProxyFixture.on(transport).serving(web(endpoint.address()));
 *         var client = proxy.connect()) {
 *     client.send("hello");
 *     assertThat(client.receive(5)).isEqualTo("hello");
 * }
 * }
 * </pre>
 *
 * Whatever the test was about, {@link #close} asserts that no attempt is left in flight on any endpoint it ever had.
 */
public final class ProxyFixture implements AutoCloseable {

    private final Proxy proxy;
    private final Set<ProxyEndpoint> everSeen = new LinkedHashSet<>();
    private final List<ProxyEvent> events = new ArrayList<>();
    private AddressBook addresses = AddressBook.literals();
    private boolean hasPools;

    private ProxyFixture(Proxy proxy) {
        this.proxy = proxy;
    }

    /** What is fixed when a proxy starts. */
    public static final class Options {

        /** More than one, so that what concerns several loops is met; no more, so that they all get a core. */
        private static final int LOOPS = 2;

        private final Transport transport;
        private final Map<String, BalancerFactory> policies = new HashMap<>(Map.of(Policies.IN_ORDER, Policies.inOrder()));
        private int loops = LOOPS;

        private Options(Transport transport) {
            this.transport = transport;
        }

        public Options loops(int count) {
            loops = count;
            return this;
        }

        public Options policy(String name, BalancerFactory factory) {
            policies.put(name, factory);
            return this;
        }

        /** Starts without any configuration. */
        public ProxyFixture start() {
            return new ProxyFixture(TestProxies.start(new ProxyOptions(loops, policies), transport));
        }

        /** Starts and applies a first configuration, which must be accepted. */
        public ProxyFixture serving(SpecDraft spec) {
            ProxyFixture fixture = start();
            fixture.apply(spec);
            return fixture;
        }
    }

    public static Options on(Transport transport) {
        return new Options(transport);
    }

    /** Applies a configuration, which must be accepted. Answers the endpoints that left. */
    public List<ProxyEndpoint> apply(SpecDraft spec) {
        try {
            ProxySpec built = spec.build();
            hasPools |= built.listeners().values().stream().anyMatch(one -> one.protocol() instanceof HttpSpec);
            List<ProxyEndpoint> left = proxy.apply(built, addresses);
            proxy.state().current().backends().values().forEach(backend -> everSeen.addAll(backend.members()));
            return left;
        } catch (SpecRefusedException e) {
            throw new AssertionError(e);
        }
    }

    /** Applies a configuration, which must be refused. Answers why. */
    public List<SpecRefusedException.Problem> applyRefused(SpecDraft spec) {
        try {
            proxy.apply(spec.build(), addresses);
        } catch (SpecRefusedException e) {
            return e.problems();
        }
        throw new AssertionError("the configuration was accepted");
    }

    public Proxy proxy() {
        return proxy;
    }

    public Listener listener(String name) {
        return proxy.listeners().all().stream().filter(one -> one.name().equals(name)).findFirst()
                .orElseThrow(() -> new AssertionError("no listener is named " + name));
    }

    /** The listener {@code web}. */
    public Listener web() {
        return listener("web");
    }

    public BackendState backend(String name) {
        BackendState backend = proxy.state().current().backends().get(name);
        if (backend == null) {
            throw new AssertionError("no backend is named " + name);
        }
        return backend;
    }

    /** An endpoint of backend {@code app}. */
    public ProxyEndpoint endpoint(String id) {
        return backend("app").members().stream().filter(one -> one.id().equals(id)).findFirst()
                .orElseThrow(() -> new AssertionError("no endpoint is named " + id));
    }

    /** A client of listener {@code web}. */
    public Peer connect() {
        return Peer.connectTo(web().address());
    }

    /** Waits until so many sessions are open. */
    public void awaitSessions(int count) {
        await().untilAsserted(() -> assertThat(proxy.openConnections()).isEqualTo(count));
    }

    /** Waits until listener {@code web} has counted so many sessions that ended so, and asserts that none ended otherwise. */
    public void awaitEnds(SessionEnd how, int count) {
        await().untilAsserted(() -> assertThat(web().ends().total(how)).as("%s ends", how).isEqualTo(count));
        for (SessionEnd other : SessionEnd.values()) {
            if (other != how) {
                assertThat(web().ends().total(other)).as("%s ends", other).isZero();
            }
        }
    }

    /** The events told so far. */
    public List<ProxyEvent> events() {
        proxy.events().drain(events::add);
        return events;
    }

    /** Waits until so many lines are to be written to access logs, and answers them: all that came since the last call. */
    public List<AccessNote> awaitNotes(int count) {
        List<AccessNote> notes = new ArrayList<>();
        await().untilAsserted(() -> {
            proxy.access().drain(record -> notes.add(AccessNote.of(record)));
            assertThat(notes).hasSizeGreaterThanOrEqualTo(count);
        });
        assertThat(notes).hasSize(count);
        return notes;
    }

    /** As {@link #awaitNotes}, of one. */
    public AccessNote awaitNote() {
        return awaitNotes(1).get(0);
    }

    /** Closes the proxy and asserts that nothing is left over. */
    @Override
    public void close() {
        if (hasPools && !proxy.loops().all().get(0).events().isShuttingDown()) {
            apply(SpecDraft.spec()); // without endpoints no connection waits for its next request
        }
        await().untilAsserted(() -> assertThat(openChannels()).as("connections that belong to no session").isLessThanOrEqualTo(
                2 * proxy.openConnections()));
        proxy.close();
        assertThat(proxy.openConnections()).as("sessions after close").isZero();
        assertThat(everSeen).as("attempts in flight after close").allSatisfy(one -> assertThat(one.inFlight()).isZero());
    }

    /** The channels that loops hold, but for those that listen. */
    public int openChannels() {
        int open = 0;
        for (IoLoop loop : proxy.loops().all()) {
            if (loop.events().isShuttingDown()) {
                continue; // the test has closed the proxy itself
            }
            open += loop.events().submit(() -> {
                int connections = 0;
                Iterator<Channel> channels = ((SingleThreadEventLoop) loop.events()).registeredChannelsIterator();
                while (channels.hasNext()) {
                    connections += channels.next() instanceof ServerSocketChannel ? 0 : 1;
                }
                return connections;
            }).syncUninterruptibly().getNow();
        }
        return open;
    }
}
