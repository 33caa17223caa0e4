package io.janus.quarkus.probe;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.janus.proxy.spec.BackendSpec;
import io.janus.proxy.spec.HostPort;
import io.janus.proxy.spec.ProbeSpec;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.EndpointHealth;
import io.janus.proxy.state.EndpointHealth.Status;
import io.janus.proxy.state.ProxyEndpoint;
import io.janus.proxy.state.ProxyState;
import io.janus.quarkus.control.ControlLoop;
import io.janus.quarkus.log.LogText;
import io.janus.quarkus.probe.ProbeCounts.Target;
import io.vertx.core.Vertx;

/**
 * Probes every endpoint of every backend that asks for it, each with a timer of its own. Confined to the control loop; only
 * connecting happens elsewhere.
 */
public final class Prober implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Prober.class);

    /** Each pause is up to a tenth longer or shorter, so that probes of many endpoints, and of many Januses, drift apart. */
    private static final double JITTER = 0.1;

    /** The reason of an endpoint that is up. */
    private static final String ANSWERS = "answers probes";

    private final ControlLoop loop;
    private final Connector connector;
    private final RandomGenerator random;
    private final Verdict verdict;
    private final ProbeCounts counts = new ProbeCounts();
    private final Map<ProxyEndpoint, Probe> probes = new HashMap<>();

    /** Who takes what the probes find out. Called on the control loop. */
    @FunctionalInterface
    public interface Verdict {

        /** Takes the health of an endpoint; {@code wentDown} when it was up before. */
        void health(ProxyEndpoint endpoint, EndpointHealth health, boolean wentDown);
    }

    /**
     * Makes a prober that probes nothing yet.
     *
     * @param vertx whose event loops connect
     * @param verdict is told what was found out
     */
    public static Prober on(Vertx vertx, ControlLoop loop, Verdict verdict) {
        return new Prober(loop, new VertxConnector(vertx), new SplittableRandom(), verdict);
    }

    Prober(ControlLoop loop, Connector connector, RandomGenerator random, Verdict verdict) {
        this.loop = loop;
        this.connector = connector;
        this.random = random;
        this.verdict = verdict;
    }

    /** How probes ended. Any thread. */
    public ProbeCounts counts() {
        return counts;
    }

    /** Brings the probes in line with what was published: kept endpoints keep what is known of them. */
    public void reconcile(ProxyState state) {
        Set<ProxyEndpoint> wanted = new HashSet<>();
        Set<Target> targets = new HashSet<>();
        Set<Duration> timeouts = new HashSet<>();
        for (BackendState backend : state.backends().values()) {
            backend.spec().probe().ifPresent(probe -> timeouts.add(probe.timeout()));
            for (ProxyEndpoint endpoint : backend.members()) {
                Target target = new Target(endpoint.backend(), endpoint.id());
                targets.add(target);
                if (endpoint.health().status() == Status.UNRESOLVED) {
                    continue;
                }
                Optional<ProbeSpec> spec = backend.spec().probe();
                if (spec.isPresent()) {
                    wanted.add(endpoint);
                    counts.begin(target);
                    probes.computeIfAbsent(endpoint, Probe::new).configure(spec.get(), backend);
                }
            }
        }
        probes.values().removeIf(probe -> {
            boolean gone = !wanted.contains(probe.endpoint);
            if (gone) {
                probe.cancel();
            }
            return gone;
        });
        connector.retain(timeouts);
        counts.retain(state.backends().keySet(), targets::contains);
        forgiveUnprobed(state);
    }

    /** An endpoint that went down by its probes, and is not probed any more, would stay down for ever. */
    private void forgiveUnprobed(ProxyState state) {
        for (BackendState backend : state.backends().values()) {
            BackendSpec spec = backend.spec();
            for (ProxyEndpoint endpoint : backend.members()) {
                if (spec.probe().isEmpty() && endpoint.health().status() == Status.DOWN) {
                    verdict.health(endpoint, new EndpointHealth(Status.UP, "not probed", Instant.now()), false);
                }
            }
        }
    }

    /** Ends it: the verdict is told nothing more, not even of a probe that is under way. */
    @Override
    public void close() {
        probes.values().forEach(Probe::cancel);
        probes.clear();
        connector.close();
    }

    /** The probes of one endpoint. */
    private final class Probe {

        private final ProxyEndpoint endpoint;
        private final ProbeStreak streak = new ProbeStreak();
        private @Nullable ProbeSpec spec;
        private HostPort written;
        private List<ProxyEndpoint> backend = List.of();

        /** There is one of the two, from the first configuration on: the wait for the next probe, or the one that runs. */
        private ControlLoop.@Nullable Timer timer;
        private @Nullable RunningProbe running;

        Probe(ProxyEndpoint endpoint) {
            this.endpoint = endpoint;
            this.written = new HostPort(endpoint.address().getHostString(), endpoint.address().getPort());
        }

        /**
         * Begins, or goes on with another specification. The first probe comes at a random moment within the interval. What is
         * asked otherwise from now on is counted anew; the endpoint stays what it is until the new answers say something else.
         * A probe that asks something else, or would wait for another time, is given up: it may have hours left.
         */
        void configure(ProbeSpec wanted, BackendState state) {
            backend = state.members();
            written = Objects.requireNonNull(state.spec().endpoints().get(endpoint.id())).address();
            ProbeSpec before = spec;
            if (wanted.equals(before)) {
                return;
            }
            spec = wanted;
            if (before == null) {
                schedule(firstPause(wanted.interval(), random));
                return;
            }
            boolean otherQuestion = !wanted.asksTheSameAs(before);
            boolean otherProbe = otherQuestion || !wanted.timeout().equals(before.timeout());
            boolean otherInterval = !wanted.interval().equals(before.interval());
            if (otherQuestion) {
                streak.restart();
            }
            if (running != null ? otherProbe : otherInterval) {
                cancel();
                schedule(firstPause(wanted.interval(), random));
            }
        }

        private void schedule(Duration delay) {
            timer = loop.after(delay, this::run);
        }

        private void run() {
            timer = null;
            ProbeSpec asked = spec;
            if (asked == null) {
                return;
            }
            InetSocketAddress address = endpoint.address();
            OptionalInt port = asked.port();
            if (port.isPresent()) {
                address = new InetSocketAddress(address.getAddress(), port.getAsInt());
            }
            RunningProbe begun = connector.probe(address, new HostPort(written.host(), address.getPort()), asked);
            running = begun;
            begun.outcome().thenAcceptAsync(outcome -> ended(begun, outcome), loop);
        }

        private void ended(RunningProbe probe, ProbeOutcome outcome) {
            ProbeSpec asked = spec;
            if (probe != running || asked == null) {
                return; // it was given up
            }
            running = null;
            schedule(pause(asked.interval(), random));
            counts.count(new Target(endpoint.backend(), endpoint.id()), outcome.succeeded());
            judge(outcome, asked);
        }

        private void judge(ProbeOutcome outcome, ProbeSpec spec) {
            EndpointHealth before = endpoint.health();
            boolean succeeded = outcome.succeeded();
            boolean outage = succeeded && before.status() == Status.DOWN && isOutage();
            Status status = streak.count(succeeded, outage, before.status(), spec);
            String reason = outcome.failure().orElse(ANSWERS);
            if (status != before.status()) {
                changed(before, status, reason);
            } else if (status == (succeeded ? Status.UP : Status.DOWN) && !reason.equals(before.reason())) {
                verdict.health(endpoint, new EndpointHealth(status, reason, before.since()), false);
            }
        }

        /** An endpoint of weight 0 gets no traffic, so that it relieves nobody by being up. */
        private boolean isOutage() {
            return backend.stream().noneMatch(ProxyEndpoint::isUsableAndUp);
        }

        private void changed(EndpointHealth before, Status status, String reason) {
            if (status == Status.DOWN) {
                LOG.warnf("endpoint %s is down: %s (%d probes in a row)", LogText.endpoint(endpoint), reason,
                        streak.failures());
            } else {
                LOG.infof("endpoint %s is up again: it answers probes, after %s", LogText.endpoint(endpoint),
                        LogText.duration(Duration.ofSeconds(Duration.between(before.since(), Instant.now()).toSeconds())));
            }
            verdict.health(endpoint, new EndpointHealth(status, reason, Instant.now()),
                    status == Status.DOWN);
        }

        /** Neither a probe that runs nor one that was to come is heard of again. */
        void cancel() {
            if (timer != null) {
                timer.cancel();
                timer = null;
            }
            if (running != null) {
                running.abandon();
                running = null;
            }
        }
    }

    /** Somewhere within the interval, so that what is configured together is not probed together. */
    static Duration firstPause(Duration interval, RandomGenerator random) {
        return scaled(interval, random.nextDouble());
    }

    /** The interval, up to {@link #JITTER} of it longer or shorter. */
    static Duration pause(Duration interval, RandomGenerator random) {
        return scaled(interval, 1 + JITTER * (2 * random.nextDouble() - 1));
    }

    private static Duration scaled(Duration duration, double factor) {
        return Duration.ofNanos((long) (duration.toNanos() * factor));
    }
}
