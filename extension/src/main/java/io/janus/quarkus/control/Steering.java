package io.janus.quarkus.control;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.janus.proxy.Proxy;
import io.janus.proxy.spec.BackendSpec.OnDown;
import io.janus.proxy.spec.ProxySpec;
import io.janus.proxy.spec.SpecRefusedException;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.EndpointHealth;
import io.janus.proxy.state.ProxyEndpoint;
import io.janus.proxy.state.ProxyState;
import io.janus.proxy.state.WeightOverride;
import io.janus.proxy.stats.SessionEnd;
import io.janus.quarkus.config.LoadedConfig;
import io.janus.quarkus.config.ShutdownConfig;
import io.janus.quarkus.dev.DevSession;
import io.janus.quarkus.eligibility.AvailabilityLog;
import io.janus.quarkus.eligibility.Ejections;
import io.janus.quarkus.eligibility.SlowStart;
import io.janus.quarkus.log.EventLog;
import io.janus.quarkus.log.LogText;
import io.janus.quarkus.probe.ProbeCounts;
import io.janus.quarkus.probe.Prober;
import io.janus.quarkus.resolve.NameResolver;
import io.janus.quarkus.threads.ControlThread;
import io.vertx.core.Vertx;

/**
 * What the data plane is told, and what it tells: configurations, addresses and health go in, events come out. Confined to the
 * control loop.
 */
final class Steering {

    private static final Logger LOG = Logger.getLogger(Steering.class);

    private final Proxy proxy;
    private final EventLog eventLog;
    private final NameResolver resolver;
    private final Prober prober;
    private final RemovedEndpoints removed;
    private final Ejections ejections;
    private final SlowStart slowStart;
    private final AvailabilityLog availability = new AvailabilityLog();

    /** How to stop, as the configuration in force says; null before the first. */
    private @Nullable ShutdownConfig shutdown;
    private boolean proxyClosed;

    Steering(Proxy proxy, ControlLoop loop, BlockingWork work, Vertx vertx) {
        this.proxy = proxy;
        this.eventLog = new EventLog();
        this.resolver = new NameResolver(loop, work.names(), this::readdress);
        this.prober = Prober.on(vertx, loop, this::takeHealth);
        this.removed = new RemovedEndpoints(loop, proxy);
        this.ejections = new Ejections(proxy.writer());
        this.slowStart = new SlowStart(proxy.writer());
    }

    /** How probes ended. Any thread. */
    ProbeCounts probes() {
        return prober.counts();
    }

    /** Looks up the names a configuration adds; completed when all look-ups came back. */
    CompletableFuture<Void> findNames(LoadedConfig loaded) {
        return resolver.prime(loaded.spec());
    }

    /** Forgets the names of a configuration that was refused: whoever brings them again has them looked up again. */
    void forgetNames() {
        resolver.reconcile(proxy.state().current().spec());
    }

    /**
     * Puts a configuration in force.
     *
     * @return whether it asks for something else than the one before
     * @throws SpecRefusedException when a policy or an address is refused; nothing changed
     */
    boolean apply(LoadedConfig loaded) throws SpecRefusedException {
        ProxySpec before = proxy.state().current().spec();
        ProxySpec spec = loaded.spec();
        ShutdownConfig wanted = loaded.config().shutdown();
        boolean changed = !spec.equals(before) || !wanted.equals(shutdown);
        if (changed) {
            List<ProxyEndpoint> left = proxy.apply(spec, resolver.addresses(), ControlThread::giveWay);
            removed.left(left, before, spec);
        }
        shutdown = wanted;
        resolver.reconcile(spec);
        reconcile();
        return changed;
    }

    private void reconcile() {
        ProxyState state = proxy.state().current();
        prober.reconcile(state);
        ejections.reconcile(state);
    }

    /** Takes note of what happened on the event loops: ejects and readmits endpoints, raises weights, writes to the log. */
    void look() {
        if (!proxyClosed) {
            ProxyState state = proxy.state().current();
            ejections.look(state);
            slowStart.look(state);
            proxy.writer().publishChanges();
            availability.look(proxy.state().current());
        }
        drainEvents();
    }

    private void drainEvents() {
        proxy.events().drain(eventLog::take);
        if (!proxyClosed) {
            proxy.loops().newlyStuck().forEach(eventLog::stuck);
        }
        eventLog.sumUp();
    }

    /**
     * Sets something in place of what the configuration says of an endpoint.
     *
     * @return the endpoint; empty when there is none of that name
     */
    Optional<ProxyEndpoint> override(String backend, String endpoint, UnaryOperator<WeightOverride> change) {
        Optional<ProxyEndpoint> found = proxy.writer().override(backend, endpoint, change);
        found.ifPresent(Steering::tell);
        return found;
    }

    private static void tell(ProxyEndpoint endpoint) {
        WeightOverride set = endpoint.override();
        LOG.infof("endpoint %s %s", LogText.endpoint(endpoint), set == null
                ? "is as the configuration has it again, with weight " + endpoint.weight()
                : set.drained()
                        ? "is drained by " + set.by() + ", with " + endpoint.inFlight() + " in flight, until it is enabled"
                        : "has weight " + endpoint.weight() + " by " + set.by() + " instead of " + endpoint.configuredWeight()
                                + ", until that is taken back");
    }

    /** How long to go on accepting when stopping. */
    Duration acceptWindow() {
        return shutdown == null ? Duration.ZERO : shutdown.acceptWindow();
    }

    /** How long what is open may go on after that. */
    Duration drainTime() {
        return shutdown == null ? Duration.ZERO : shutdown.drain();
    }

    /** Closes the data plane. Blocks for 5 s at most; calling it again does nothing. */
    void closeProxy() {
        if (!proxyClosed) {
            proxyClosed = true;
            DevSession.current().ifPresent(session -> session.closed(proxy));
            proxy.close();
        }
    }

    /**
     * Ends everything, with nothing left to tell; only in dev mode the data plane goes on. The control loop still turns for a
     * while, but its state may be another's by then: so no probe and no name is heard of again, and whoever closes it neither
     * {@linkplain #look looks} nor {@linkplain #apply applies} any more.
     */
    void close() {
        prober.close();
        resolver.close();
        drainEvents();
        if (proxyClosed || DevSession.current().filter(session -> session.giveBack(proxy)).isEmpty()) {
            closeProxy();
            drainEvents();
        }
        eventLog.finish();
    }

    /** A name has another address. */
    private void readdress() {
        ProxySpec spec = proxy.state().current().spec();
        removed.left(proxy.readdress(resolver.addresses()), spec, spec);
        reconcile();
    }

    private void takeHealth(ProxyEndpoint endpoint, EndpointHealth health, boolean wentDown) {
        proxy.writer().health(endpoint, health);
        BackendState backend = proxy.state().current().backends().get(endpoint.backend());
        if (wentDown && backend != null && backend.spec().onDown() == OnDown.CLOSE) {
            proxy.closeSessions(session -> session == endpoint, SessionEnd.ENDPOINT_GONE);
        }
    }
}
