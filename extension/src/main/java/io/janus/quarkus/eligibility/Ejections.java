package io.janus.quarkus.eligibility;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.janus.balancer.Outcome;
import io.janus.proxy.spec.EjectionSpec;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.Ejection;
import io.janus.proxy.state.ProxyEndpoint;
import io.janus.proxy.state.ProxyState;
import io.janus.proxy.state.StateWriter;
import io.janus.quarkus.log.LogText;

/**
 * Takes endpoints out of rotation on which attempts fail one after the other, and brings them back when their time is over.
 * The n-th ejection takes n times as long as the first; a while of good behaviour makes n smaller again. Confined to the
 * control loop.
 */
public final class Ejections {

    private static final Logger LOG = Logger.getLogger(Ejections.class);

    /** Clients can make a streak come and go; people read a line a minute. */
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private final StateWriter writer;
    private final LongSupplier nanoClock;
    private final Clock clock;
    private final Map<ProxyEndpoint, History> histories = new HashMap<>();

    public Ejections(StateWriter writer) {
        this(writer, System::nanoTime, Clock.systemUTC());
    }

    Ejections(StateWriter writer, LongSupplier nanoClock, Clock clock) {
        this.writer = writer;
        this.nanoClock = nanoClock;
        this.clock = clock;
    }

    /** What is remembered of an endpoint that was ejected, or would have been. */
    private static final class History {

        /** By how many times longer than the first the last ejection was. */
        private long times;

        /** When the ejection ends, or ended. */
        private long endNanos;

        /** When the log may say again that it stays in rotation although it fails; 0 before it said so. */
        private long silentUntilNanos;
    }

    /**
     * Ejects and readmits what is due. Takes effect with the writer's next {@link StateWriter#publishChanges}. With nothing
     * due it costs a look at two cells of each endpoint.
     */
    public void look(ProxyState state) {
        for (BackendState backend : state.backends().values()) {
            Optional<EjectionSpec> spec = backend.spec().ejection();
            for (ProxyEndpoint endpoint : backend.members()) {
                Ejection ejection = endpoint.ejection();
                if (ejection != null) {
                    readmitWhenDue(endpoint, ejection, spec);
                } else if (spec.isPresent()) {
                    ejectWhenDue(backend, endpoint, spec.get());
                }
            }
        }
    }

    /** Forgets the endpoints that are gone. */
    public void reconcile(ProxyState state) {
        Set<ProxyEndpoint> present = new HashSet<>();
        state.backends().values().forEach(backend -> present.addAll(backend.members()));
        histories.keySet().retainAll(present);
    }

    private void readmitWhenDue(ProxyEndpoint endpoint, Ejection ejection, Optional<EjectionSpec> spec) {
        History history = histories.computeIfAbsent(endpoint, e -> adopted(ejection, spec));
        boolean over = nanoClock.getAsLong() - history.endNanos >= 0;
        if (over || spec.isEmpty()) {
            history.endNanos = nanoClock.getAsLong();
            writer.readmit(endpoint);
            Duration lasted = Duration.ofSeconds(Duration.between(ejection.since(), clock.instant()).toSeconds());
            LOG.infof("endpoint %s is not ejected any more, after %s%s", LogText.endpoint(endpoint), LogText.duration(lasted),
                    endpoint.isUsableAndUp() ? "" : "; it gets no traffic for another reason");
        }
    }

    /** What is to be known of an ejection that began before: in dev mode, or before its endpoint left and came back. */
    private History adopted(Ejection ejection, Optional<EjectionSpec> spec) {
        History history = new History();
        history.times = spec.map(s -> ejection.lasts().toNanos() / s.base().toNanos()).orElse(0L);
        history.endNanos = nanoClock.getAsLong() + Duration.between(clock.instant(), ejection.until()).toNanos();
        return history;
    }

    private void ejectWhenDue(BackendState backend, ProxyEndpoint endpoint, EjectionSpec spec) {
        if (!endpoint.failures().takeReached(spec.consecutiveFailures())) {
            return;
        }
        History history = histories.computeIfAbsent(endpoint, e -> new History());
        String reason = spec.consecutiveFailures() + " attempts in a row failed, the last " + last(endpoint.failures().last());
        String obstacle = EjectionRoom.obstacle(backend, endpoint, spec);
        if (obstacle == null) {
            eject(endpoint, history, spec, reason);
        } else if (history.silentUntilNanos == 0 || nanoClock.getAsLong() - history.silentUntilNanos >= 0) {
            history.silentUntilNanos = nanoClock.getAsLong() + SILENCE.toNanos();
            LOG.warnf("endpoint %s stays in rotation although %s: %s", LogText.endpoint(endpoint), reason, obstacle);
        }
    }

    private void eject(ProxyEndpoint endpoint, History history, EjectionSpec spec, String reason) {
        long now = nanoClock.getAsLong();
        long forgiven = history.times == 0 ? 0 : (now - history.endNanos) / spec.base().toNanos();
        history.times = Math.max(0, history.times - forgiven) + 1;
        Duration lasts = lasts(history.times, spec);
        history.endNanos = now + lasts.toNanos();
        writer.eject(endpoint, new Ejection(clock.instant(), lasts, reason));
        LOG.warnf("endpoint %s is ejected for %s: %s", LogText.endpoint(endpoint), LogText.duration(lasts), reason);
    }

    /** Compared before it is multiplied: neither may overflow. */
    private static Duration lasts(long times, EjectionSpec spec) {
        long most = spec.max().toNanos() / spec.base().toNanos();
        return times > most ? spec.max() : spec.base().multipliedBy(times);
    }

    private static String last(@Nullable Outcome outcome) {
        return outcome == null ? "in an unknown way" : switch (outcome) {
            case CONNECT_FAILURE -> "for want of a connection";
            case TIMEOUT -> "by a timeout";
            default -> "by a server error or a broken answer";
        };
    }
}
