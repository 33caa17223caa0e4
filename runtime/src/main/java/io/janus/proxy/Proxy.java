package io.janus.proxy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import io.janus.balancer.BalancerFactory;
import io.janus.proxy.access.AccessRings;
import io.janus.proxy.http.HttpConnections;
import io.janus.proxy.io.IoLoop;
import io.janus.proxy.io.IoLoops;
import io.janus.proxy.io.Transport;
import io.janus.proxy.listen.Listeners;
import io.janus.proxy.spec.ProxySpec;
import io.janus.proxy.spec.SpecRefusedException;
import io.janus.proxy.state.AddressBook;
import io.janus.proxy.state.ProxyEndpoint;
import io.janus.proxy.state.SharedState;
import io.janus.proxy.state.StateWriter;
import io.janus.proxy.stats.EventRing;
import io.janus.proxy.stats.SessionEnd;
import io.janus.proxy.tcp.TcpSessions;

/**
 * The data plane, as the control plane sees it: event loops that move bytes as the published state says.
 *
 * <p>
 * {@link #apply}, {@link #writer}, {@link #stopAccepting} and {@link #close} belong to one thread, the control loop. Everything
 * else may be called from any thread, but never from an event loop. One control loop may {@linkplain #handOver() hand it over}
 * to the next: the data plane does not notice.
 */
public final class Proxy implements AutoCloseable {

    private final SharedState shared = new SharedState();
    private final EventRing events = new EventRing();
    private final IoLoops loops;
    private final AccessRings access;
    private final StateWriter writer;
    private final HttpConnections http;
    private final Listeners listeners;

    /** Only the control loop. */
    private boolean closed;

    private Proxy(ProxyOptions options, Transport transport) {
        loops = new IoLoops(options.ioThreads(), transport);
        writer = new StateWriter(shared, options.policies(), loops.size(), System::nanoTime);
        access = new AccessRings(loops.size());
        http = new HttpConnections(loops, events, access);
        listeners = new Listeners(loops, shared, events, new Protocols(new TcpSessions(loops, events, access), http));
    }

    /** Starts the event loops; nothing is bound yet. */
    public static Proxy start(ProxyOptions options) {
        return start(options, Transport.best());
    }

    /** Starts the event loops on a transport of choice, for tests. */
    static Proxy start(ProxyOptions options, Transport transport) {
        return new Proxy(options, transport);
    }

    /** What event loops read. */
    public SharedState state() {
        return shared;
    }

    /** The one writer of the state. Only on the control loop. */
    public StateWriter writer() {
        return writer;
    }

    /** The listeners that are bound now. */
    public Listeners listeners() {
        return listeners;
    }

    /** What went wrong on event loops. Drained by the control loop. */
    public EventRing events() {
        return events;
    }

    /** What is to be written to access logs. Drained by the thread that writes them. */
    public AccessRings access() {
        return access;
    }

    /** The event loops. */
    public IoLoops loops() {
        return loops;
    }

    /** {@linkplain #apply(ProxySpec, AddressBook, Runnable) Puts in force} without a pause. */
    public List<ProxyEndpoint> apply(ProxySpec spec, AddressBook addresses) throws SpecRefusedException {
        return apply(spec, addresses, () -> {
        });
    }

    /**
     * Puts a specification in force: what can fail is done first, then the state is published, then new listeners accept and
     * removed ones stop. What the specification leaves unchanged goes on untouched. Blocks while sockets are bound and closed.
     *
     * @param pause run on this thread between small steps of what may take long, while nothing of it is in force yet; what
     *        it throws is thrown, and nothing changed
     * @return the endpoints that left: they get no new session, their running ones go on
     * @throws SpecRefusedException when a policy or an address is refused; nothing changed
     */
    public List<ProxyEndpoint> apply(ProxySpec spec, AddressBook addresses, Runnable pause) throws SpecRefusedException {
        StateWriter.Change state = writer.prepare(spec, addresses, pause);
        Listeners.Change sockets;
        try {
            sockets = listeners.prepare(spec);
        } catch (SpecRefusedException | RuntimeException | Error e) {
            state.discard();
            throw e;
        }
        List<ProxyEndpoint> left;
        try {
            left = state.publish();
        } catch (RuntimeException | Error e) {
            sockets.discard();
            throw e;
        }
        sockets.carryOut();
        letGo(left);
        return left;
    }

    /**
     * Takes changed addresses of names: an endpoint whose address changed is another endpoint, and the one before drains.
     *
     * @return the endpoints that left
     */
    public List<ProxyEndpoint> readdress(AddressBook addresses) {
        List<ProxyEndpoint> left = writer.readdress(addresses);
        letGo(left);
        return left;
    }

    /**
     * Lets go of the running data plane, as the control loop's last act: it goes on with what is published, and another thread
     * may {@linkplain #takeOver take it over}, or {@linkplain #close() close} it. That thread must come after this one, as the
     * end of a thread that is waited for comes before what follows.
     */
    public void handOver() {
        writer.handOver();
    }

    /**
     * Takes over a data plane that was handed over, for the control loop that changes it next. Nothing changes before the next
     * {@link #apply}, which makes those balancers anew whose policies are other objects now.
     *
     * @param policies balancing policies by name, aliases included
     */
    public void takeOver(Map<String, BalancerFactory> policies) {
        writer.policies(policies);
    }

    /** Closes the pooled connections of endpoints that left: nobody will use them again. */
    private void letGo(List<ProxyEndpoint> left) {
        if (!left.isEmpty()) {
            Set<ProxyEndpoint> gone = Set.copyOf(left);
            http.closePools(gone::contains);
        }
    }

    /**
     * From now on every HTTP answer carries {@code Connection: close}, so that clients go elsewhere before accepting stops.
     * Returns at once; there is no way back. Only on the control loop.
     */
    public void beginDrain() {
        http.beginDrain();
    }

    /**
     * Stops accepting on all listeners, after the accept queues were emptied. Blocks. Sessions and exchanges go on; HTTP
     * connections that wait for a request are closed.
     */
    public void stopAccepting() {
        listeners.stop();
        http.closeIdle();
    }

    /** Client connections open now, TCP sessions and HTTP, over all listeners, removed ones included, and loops. */
    public int openConnections() {
        return listeners.connections();
    }

    /**
     * Ends the sessions and exchanges of the endpoints that the predicate accepts. Returns at once; the predicate runs on event
     * loops.
     */
    public void closeSessions(Predicate<ProxyEndpoint> of, SessionEnd why) {
        for (IoLoop loop : loops.all()) {
            loop.events().execute(() -> TcpSessions.endAll(loop, of, why));
        }
        http.endAll(of, why == SessionEnd.SHUTDOWN ? "Janus stops, and the drain time is over"
                : "it was removed or went down, and what runs on it is ended");
    }

    /**
     * Closes the listeners, resets the sessions that are left, ends the event loops. Blocks for a few seconds at most; does
     * nothing the second time.
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        listeners.stop();
        closeSessions(any -> true, SessionEnd.SHUTDOWN);
        http.abortAll();
        http.closePools(any -> true);
        loops.close();
    }
}
