package io.janus.proxy.listen;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.io.IoLoops;
import io.janus.proxy.spec.ListenerSpec;
import io.janus.proxy.spec.ProxySpec;
import io.janus.proxy.spec.SpecRefusedException;
import io.janus.proxy.spec.SpecRefusedException.Problem;
import io.janus.proxy.state.SharedState;
import io.janus.proxy.stats.EventRing;

/**
 * The listeners that are bound now, and those that were removed and still have connections. Changed by the control loop alone;
 * read by everyone.
 */
public final class Listeners {

    /** How long accepting rests when descriptors ran out: long enough for some to come free, short enough not to be noticed. */
    private static final long REST_MILLIS = 500;

    private final IoLoops loops;
    private final SharedState shared;
    private final EventRing ring;
    private final ConnectionStarter starter;

    /** Set by the loop that ran out of descriptors, cleared when accepting resumes. */
    private final AtomicBoolean resting = new AtomicBoolean();

    /** Both immutable, written by the control loop, read by everyone. */
    private volatile List<BoundAddress> bound = List.of();
    private volatile List<Listener> leaving = List.of();

    private volatile boolean accepting;

    public Listeners(IoLoops loops, SharedState shared, EventRing ring, ConnectionStarter starter) {
        this.loops = loops;
        this.shared = shared;
        this.ring = ring;
        this.starter = starter;
    }

    /** The listeners that are bound now. Any thread. */
    public Collection<Listener> all() {
        return bound.stream().map(BoundAddress::listener).toList();
    }

    /** Whether listeners are bound and accepting. Any thread. */
    public boolean accepting() {
        return accepting;
    }

    /** Client connections open now, those of removed listeners included. Any thread. */
    public int connections() {
        int open = 0;
        for (Listener listener : all()) {
            open += listener.connections();
        }
        for (Listener listener : leaving) {
            open += listener.connections();
        }
        return open;
    }

    /**
     * Binds what a specification adds. Nothing is accepted on it and nothing else changes until the answer is carried out.
     *
     * @throws SpecRefusedException with every address that cannot be bound; nothing is left open
     */
    public Change prepare(ProxySpec spec) throws SpecRefusedException {
        Map<String, BoundAddress> kept = new LinkedHashMap<>();
        List<BoundAddress> opened = new ArrayList<>();
        Map<String, Listener> named = new LinkedHashMap<>();
        all().forEach(listener -> named.put(listener.name(), listener));
        List<Problem> problems = new ArrayList<>();
        for (ListenerSpec wanted : spec.listeners().values()) {
            Listener listener = named.computeIfAbsent(wanted.name(),
                    name -> new Listener(name, wanted.bind(), shared, ring, loops.size(), this::rest));
            BoundAddress same = find(wanted);
            if (same != null) {
                kept.put(wanted.name(), same);
                continue;
            }
            try {
                BoundAddress fresh = BoundAddress.open(wanted.bind(), !holdsPort(wanted.bind().getPort()), listener, loops,
                        starter);
                opened.add(fresh);
                kept.put(wanted.name(), fresh);
            } catch (IOException e) {
                problems.add(new Problem("listeners." + wanted.name() + ".bind", explain(wanted.bind(), e)));
            }
        }
        Change change = new Change(spec, kept, opened, named);
        if (!problems.isEmpty()) {
            change.discard();
            throw new SpecRefusedException(problems);
        }
        return change;
    }

    /** The sockets that already listen where they should; where any port will do, only those of the same name. */
    private @Nullable BoundAddress find(ListenerSpec wanted) {
        for (BoundAddress one : bound) {
            if (one.wanted().equals(wanted.bind())
                    && (wanted.bind().getPort() != 0 || one.listener().name().equals(wanted.name()))) {
                return one;
            }
        }
        return null;
    }

    private boolean holdsPort(int port) {
        return bound.stream().anyMatch(one -> one.wanted().getPort() == port);
    }

    private static String explain(InetSocketAddress address, IOException e) {
        String message = String.valueOf(e.getMessage());
        String where = address.getAddress().getHostAddress() + ":" + address.getPort();
        if (message.contains("Address already in use")) {
            return where + " is in use already. Maybe stop what listens there (`ss -ltnp` shows it) or take another port.";
        }
        if (message.contains("Permission denied")) {
            return where
                    + " needs a privilege that Janus does not have. Maybe take a port from 1024 up, or grant CAP_NET_BIND_SERVICE.";
        }
        if (message.contains("Cannot assign requested address") || e instanceof BindException) {
            return where + " cannot be bound: " + message + ". Maybe it is no address of this machine.";
        }
        return where + " cannot be bound: " + message + ".";
    }

    /** Stops accepting on all listeners, after the accept queues were emptied. Blocks; connections go on. */
    public void stop() {
        accepting = false;
        List<BoundAddress> stopping = bound;
        List<Listener> stillOpen = new ArrayList<>(leaving);
        stopping.forEach(one -> stillOpen.add(one.listener()));
        leaving = stillOpen;
        bound = List.of();
        stopping.forEach(BoundAddress::stop);
    }

    /** There is no descriptor left: accepting rests on all loops and resumes by itself. Any loop. */
    private void rest() {
        if (!resting.compareAndSet(false, true)) {
            return;
        }
        bound.forEach(BoundAddress::pause);
        loops.get(0).events().schedule(() -> {
            resting.set(false);
            bound.forEach(BoundAddress::start);
        }, REST_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** What a specification changes about listeners: new sockets, bound and waiting. Used once. */
    public final class Change {

        private final ProxySpec spec;
        private final Map<String, BoundAddress> wanted;
        private final List<BoundAddress> opened;
        private final Map<String, Listener> named;

        private Change(ProxySpec spec, Map<String, BoundAddress> wanted, List<BoundAddress> opened,
                Map<String, Listener> named) {
            this.spec = spec;
            this.wanted = wanted;
            this.opened = opened;
            this.named = named;
        }

        /**
         * Carries it out: accepts on the new addresses, stops the ones that are gone. To be called once the state is published.
         */
        public void carryOut() {
            List<BoundAddress> gone = new ArrayList<>(bound);
            gone.removeAll(wanted.values());
            List<Listener> stillOpen = new ArrayList<>(leaving);
            for (Listener listener : named.values()) {
                if (spec.listeners().containsKey(listener.name())) {
                    listener.configured(shared.current().listeners().get(listener.name()));
                } else {
                    stillOpen.add(listener);
                }
            }
            wanted.forEach((name, one) -> {
                Listener listener = named.get(name);
                if (listener != null) {
                    one.belongTo(listener);
                }
            });
            bound = List.copyOf(wanted.values());
            accepting = !bound.isEmpty();
            bound.forEach(BoundAddress::start);
            gone.forEach(BoundAddress::stop);
            stillOpen.removeIf(listener -> listener.connections() == 0);
            leaving = List.copyOf(stillOpen);
        }

        /** Closes what was opened for it. */
        public void discard() {
            opened.forEach(BoundAddress::stop);
        }
    }
}
