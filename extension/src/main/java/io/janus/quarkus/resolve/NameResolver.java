package io.janus.quarkus.resolve;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.janus.proxy.spec.BackendSpec;
import io.janus.proxy.spec.EndpointSpec;
import io.janus.proxy.spec.ProxySpec;
import io.janus.proxy.state.AddressBook;
import io.janus.quarkus.control.ControlLoop;
import io.janus.quarkus.log.LogText;

/**
 * Looks up every name a configuration has, again and again, and says when an address changed. Confined to the control loop;
 * only the look-ups themselves run elsewhere.
 */
public final class NameResolver implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(NameResolver.class);

    private final ControlLoop loop;
    private final LookUps lookUps;
    private final Runnable changed;
    private final ResolvedNames names = new ResolvedNames();
    private final Map<String, Name> watched = new HashMap<>();

    /** The names that were looked up since a configuration came into force: those of one that may come next. */
    private final Set<String> primed = new HashSet<>();

    /** The names whose last look-up failed; each is logged when it comes and when it goes. */
    private final Set<String> failing = new HashSet<>();

    /**
     * @param lookups where look-ups may block
     * @param changed called on the control loop after an address changed
     */
    public NameResolver(ControlLoop loop, Executor lookups, Runnable changed) {
        this(loop, lookups, NameLookup.SYSTEM, changed);
    }

    NameResolver(ControlLoop loop, Executor lookups, NameLookup system, Runnable changed) {
        this.loop = loop;
        this.lookUps = new LookUps(loop, lookups, system, this::answered, this::failed);
        this.changed = changed;
    }

    /** The last known good addresses. To be asked on the control loop. */
    public AddressBook addresses() {
        return names;
    }

    /**
     * Looks up the names of a configuration that have no address yet, before it is put in force.
     *
     * @return completed on the control loop when all look-ups came back, whether or not they found something; the caller
     *         decides how long it waits
     */
    public CompletableFuture<Void> prime(ProxySpec spec) {
        List<CompletableFuture<Void>> open = new ArrayList<>();
        for (String host : intervals(spec).keySet()) {
            if (names.of(host) == null) {
                primed.add(host);
                open.add(lookUp(host));
            }
        }
        return CompletableFuture.allOf(open.toArray(new CompletableFuture<?>[0]));
    }

    /** Keeps looking up the names of the configuration in force, each at the shortest interval that asks for it. */
    public void reconcile(ProxySpec spec) {
        Map<String, Duration> wanted = intervals(spec);
        watched.values().removeIf(name -> {
            boolean gone = !name.interval.equals(wanted.get(name.host));
            if (gone) {
                name.cancel();
            }
            return gone;
        });
        wanted.forEach((host, interval) -> watched.computeIfAbsent(host, h -> new Name(h, interval)));
        primed.clear();
        names.retain(wanted.keySet());
        failing.retainAll(wanted.keySet());
    }

    /** Ends it: nothing is looked up any more, and nobody told of an address, not even by a look-up that is under way. */
    @Override
    public void close() {
        watched.values().forEach(Name::cancel);
        watched.clear();
        lookUps.close();
    }

    private Map<String, Duration> intervals(ProxySpec spec) {
        Map<String, Duration> intervals = new HashMap<>();
        for (BackendSpec backend : spec.backends().values()) {
            for (EndpointSpec endpoint : backend.endpoints().values()) {
                String host = endpoint.address().host();
                if (!names.isLiteral(host)) {
                    intervals.merge(host, backend.resolveInterval(), (a, b) -> a.compareTo(b) <= 0 ? a : b);
                }
            }
        }
        return intervals;
    }

    /** Looks a name up elsewhere and takes the answer here. Completed on the control loop, never exceptionally. */
    private CompletableFuture<Void> lookUp(String host) {
        return lookUps.of(host, failing.contains(host));
    }

    /** Whether a configuration in force or to come has it: a look-up may outlast the configuration that asked for it. */
    private boolean inUse(String host) {
        return watched.containsKey(host) || primed.contains(host);
    }

    private void answered(String host, List<InetAddress> answer) {
        if (!inUse(host)) {
            return;
        }
        InetAddress before = names.of(host);
        boolean recovered = failing.remove(host);
        if (names.take(host, answer)) {
            if (before != null || recovered) {
                LOG.infof("the name %s is now %s%s", host, address(names.of(host)),
                        before == null ? "" : " (was " + address(before) + ")");
            }
            changed.run();
        } else if (recovered) {
            LOG.infof("the name %s can be looked up again; it is still %s", host, address(before));
        }
    }

    private void failed(String host, Throwable why) {
        if (!inUse(host) || !failing.add(host)) {
            return;
        }
        InetAddress known = names.of(host);
        String reason = why instanceof UnknownHostException ? "no such host, or no answer" : LogText.line(String.valueOf(why));
        LOG.warnf("the name %s cannot be looked up: %s. %s", host, reason, known == null
                ? "Its endpoints get no traffic until it can."
                : "Its last address, " + address(known) + ", stays in use.");
    }

    private static String address(@Nullable InetAddress address) {
        return address == null ? "unknown" : address.getHostAddress();
    }

    /**
     * A name that is looked up at an interval, counted from the answer, so that a slow name server is never asked twice at
     * once.
     */
    private final class Name {

        private final String host;
        private final Duration interval;
        private ControlLoop.Timer timer;
        private boolean cancelled;

        Name(String host, Duration interval) {
            this.host = host;
            this.interval = interval;
            this.timer = loop.after(interval, this::run);
        }

        private void run() {
            CompletableFuture<Void> unused = lookUp(host).thenRun(() -> {
                if (!cancelled) {
                    timer = loop.after(interval, this::run);
                }
            });
        }

        void cancel() {
            cancelled = true;
            timer.cancel();
        }
    }
}
