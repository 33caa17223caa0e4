package io.janus.quarkus.control;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.janus.balancer.Balancer;
import io.janus.balancer.BalancerFactory;
import io.janus.proxy.Proxy;
import io.janus.proxy.ProxyOptions;
import io.janus.proxy.spec.BackendSpec;
import io.janus.proxy.spec.SpecRefusedException;
import io.janus.proxy.state.ProxyEndpoint;
import io.janus.proxy.state.WeightOverride;
import io.janus.quarkus.ReloadResult;
import io.janus.quarkus.accesslog.AccessLog;
import io.janus.quarkus.config.AdminConfig;
import io.janus.quarkus.config.ApplicationKeys;
import io.janus.quarkus.config.BadConfigException;
import io.janus.quarkus.config.ConfigLoader;
import io.janus.quarkus.config.LoadedConfig;
import io.janus.quarkus.config.ShutdownConfig;
import io.janus.quarkus.dev.DevSession;
import io.janus.quarkus.events.EventFeed;
import io.janus.quarkus.events.LogTap;
import io.janus.quarkus.history.History;
import io.janus.quarkus.history.Trigger;
import io.janus.quarkus.plan.Change;
import io.janus.quarkus.plan.Plan;
import io.janus.quarkus.plan.Planner;
import io.janus.quarkus.probe.ProbeCounts;
import io.janus.quarkus.reload.Applied;
import io.janus.quarkus.reload.Expected;
import io.janus.quarkus.reload.FileWatch;
import io.janus.quarkus.reload.ReloadRecord;
import io.janus.quarkus.reload.Reloader;
import io.janus.quarkus.reload.Source;
import io.vertx.core.Vertx;

/**
 * One life of Janus, from its first configuration to the end of its last thread: the data plane and everything that steers it,
 * its threads, and how it begins and ends. Whatever changes anything runs on the {@link ControlLoop}, in {@link Steering}. In
 * dev mode the data plane lives longer, and is borrowed from the {@link DevSession}.
 */
public final class ControlPlane implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ControlPlane.class);

    /** The ring of events is sized for being drained ten times a second; an endpoint that fails is out as soon. */
    private static final Duration LOOK_PAUSE = Duration.ofMillis(100);

    /** A changed file is read 400 ms after the write at the latest: one look sees it, the next that it is complete. */
    private static final Duration FILE_PAUSE = Duration.ofMillis(200);

    /** How long names may hold up a configuration. What has no address by then is down until it has. */
    private static final long NAMES_MILLIS = 2000;

    /** The data plane takes 5 s at most to close, everything else less than one. */
    private static final long CLOSE_SECONDS = 7;

    private final Proxy proxy;
    private final @Nullable Path file;
    private final AdminConfig admin;
    private final EventFeed events = new EventFeed();
    private final LogTap tap = LogTap.open(events);
    private final ControlLoop loop = new ControlLoop();
    private final BlockingWork work = new BlockingWork();
    private final Steering steering;
    private final AccessLog accessLog;
    private final Reloader reloader;
    private final TrialBalancers trials;

    /** Completed when this life ends. */
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** What is expected of the thread for files: tasks that are dropped at the end are answered then. Any thread. */
    private final Set<CompletableFuture<?>> awaited = ConcurrentHashMap.newKeySet();

    /** Confined to the control loop: the drain, once it began. */
    private @Nullable CompletableFuture<Void> drain;

    /** Confined to the control loop once it began: the looks at the data plane. */
    private ControlLoop.@Nullable Timer looks;

    /** Confined to the control loop once it began: the looks at the file, if there is one. */
    private ControlLoop.@Nullable Timer fileLooks;

    /** Written by the control loop, read by everyone. */
    private volatile boolean draining;

    /**
     * Starts Janus with a configuration. Blocks, for names at most 2 s.
     *
     * @param loader where reloads come from
     * @param watch the watch over the loader's file, if it has one
     * @param loaded the first configuration
     * @param policies what backends may name
     * @param vertx whose event loops connect for probes
     * @throws SpecRefusedException when a policy or an address is refused; nothing is left running
     */
    public static ControlPlane start(ConfigLoader loader, Optional<FileWatch> watch, LoadedConfig loaded,
            Map<String, BalancerFactory> policies, Vertx vertx) throws SpecRefusedException {
        ProxyOptions options = new ProxyOptions(loaded.config().ioThreads(), policies);
        DevSession.Loan data = DevSession.current().map(session -> session.borrow(options))
                .orElseGet(() -> new DevSession.Loan(Proxy.start(options), options.ioThreads(), false));
        ControlPlane plane = new ControlPlane(data, loader, watch, loaded.config().admin(), policies, vertx);
        boolean started = false;
        try {
            plane.begin(data, loaded, watch.isPresent());
            started = true;
        } finally {
            if (!started) {
                plane.close();
            }
        }
        return plane;
    }

    private ControlPlane(DevSession.Loan data, ConfigLoader loader, Optional<FileWatch> watch, AdminConfig admin,
            Map<String, BalancerFactory> policies, Vertx vertx) {
        this.proxy = data.proxy();
        this.file = loader.file();
        this.admin = admin;
        this.trials = new TrialBalancers(proxy.state(), policies, proxy.loops().size());
        this.steering = new Steering(proxy, loop, work, vertx);
        this.accessLog = new AccessLog(proxy.access());
        this.reloader = new Reloader(loader, policies, data.ioThreads(), ApplicationKeys.ofApplication(), watch,
                this::stopping, new InForce());
    }

    private void begin(DevSession.Loan data, LoadedConfig loaded, boolean watching) throws SpecRefusedException {
        putInForce(loaded);
        reloader.started(loaded);
        if (data.running()) {
            LOG.info(StartMessage.goesOn(proxy));
        } else {
            LOG.info(StartMessage.of(proxy));
            StartChecks.warnings(loaded.spec(), proxy.loops().fallbackReason()).forEach(LOG::warn);
        }
        if (loaded.config().ioThreads() != data.ioThreads()) {
            LOG.warnf("io-threads is %d now, and stays %d until dev mode is started again", loaded.config().ioThreads(),
                    data.ioThreads());
        }
        looks = loop.every(LOOK_PAUSE, steering::look);
        if (watching) {
            fileLooks = loop.every(FILE_PAUSE, () -> work.files().execute(reloader::look));
        }
    }

    /** The data plane. Any thread. */
    public Proxy proxy() {
        return proxy;
    }

    /** How probes ended. Any thread. */
    public ProbeCounts probes() {
        return steering.probes();
    }

    /** The access logs of all listeners. Any thread but an event loop. */
    public AccessLog accessLog() {
        return accessLog;
    }

    /** What came of the reloads. Any thread. */
    public ReloadRecord reloads() {
        return reloader.record();
    }

    /** Whether it is stopping, or has stopped. Any thread. */
    public boolean draining() {
        return draining;
    }

    /** Whether its control loop still turns. Any thread. */
    public boolean alive() {
        return loop.alive();
    }

    /** Reads the configuration anew. Blocks the caller until it is in force or refused; not for the plane's own threads. */
    public ReloadResult reload(String trigger) {
        return apply(Source.FILE, Expected.ANYTHING, new Trigger(trigger)).join().result();
    }

    /**
     * Puts a configuration in force. Any thread; the answer comes on the thread for files.
     *
     * @param expected what the caller has seen; otherwise nothing is tried
     * @return never completed exceptionally
     */
    public CompletableFuture<Applied> apply(Source source, Expected expected, Trigger trigger) {
        return onFiles(() -> reloader.apply(source, expected, trigger)).exceptionally(dropped -> reloader.stopping());
    }

    /**
     * Says what a configuration would change. Any thread; the answer comes on the thread for files.
     *
     * @return completed exceptionally with a {@link BadConfigException} when the configuration is bad
     */
    public CompletableFuture<Plan> plan(Source source) {
        return onFiles(() -> reloader.plan(source));
    }

    /** Whether the file says something else than what is in force. Any thread; the answer comes on the thread for files. */
    public CompletableFuture<Boolean> fileDiffers() {
        return onFiles(reloader::fileDiffers);
    }

    /** The file; empty where there is none. Any thread. */
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /** What is said of the admin API; it stays as it was at the start. Any thread. */
    public AdminConfig admin() {
        return admin;
    }

    /** What happened. Any thread. */
    public EventFeed events() {
        return events;
    }

    /** The configurations that were in force. Any thread. */
    public History history() {
        return reloader.history();
    }

    /**
     * Sets something in place of what the configuration says of an endpoint. Any thread.
     *
     * @return completed on the control loop with the endpoint; empty when there is none of that name
     */
    public CompletableFuture<Optional<ProxyEndpoint>> override(String backend, String endpoint,
            UnaryOperator<WeightOverride> change) {
        return loop.call(() -> {
            if (stopping()) {
                throw new StoppingException();
            }
            return steering.override(backend, endpoint, change);
        });
    }

    /**
     * Makes a backend's balancer once more, for who tries what it does. Any thread; the answer comes on the thread for files,
     * as factories are not called by two at once, and a reload waits there for the loop that calls them.
     *
     * @return completed exceptionally with what the factory threw, or when it answered one that serves
     */
    public CompletableFuture<Balancer> freshBalancer(BackendSpec backend) {
        return onFiles(() -> trials.of(backend));
    }

    private <T> CompletableFuture<T> onFiles(Callable<T> task) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        awaited.add(answer);
        answer.whenComplete((done, failure) -> awaited.remove(answer));
        if (ended.isDone()) {
            answer.completeExceptionally(new StoppingException());
        }
        work.files().execute(() -> {
            try {
                answer.complete(task.call());
            } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    /** Also in the moment in which the end came without a drain, and the loop does not know of it yet. */
    private boolean stopping() {
        return draining || ended.isDone();
    }

    /**
     * Stops the data plane: not ready, still accepting for a while, then no more, then sessions may end, then they are ended.
     * Returns at once. Any thread; a second call joins the first.
     *
     * @return completed when the data plane is closed
     */
    public CompletableFuture<Void> drain() {
        CompletableFuture<CompletableFuture<Void>> began = loop.call(() -> {
            CompletableFuture<Void> begun = drain;
            if (begun == null) {
                draining = true;
                stopWatching();
                begun = new Drain(loop, proxy).begin(steering.acceptWindow(), steering.drainTime())
                        .thenRun(steering::closeProxy);
                drain = begun;
            }
            return begun;
        });
        return began.thenCompose(Function.identity());
    }

    private void stopWatching() {
        if (fileLooks != null) {
            fileLooks.cancel();
        }
    }

    /** Ends everything at once, down to the last thread. Blocks for some seconds at most; calling it again does nothing. */
    @Override
    public void close() {
        if (!ended.complete(null)) {
            return;
        }
        try {
            loop.call(() -> {
                draining = true;
                stopWatching();
                if (looks != null) {
                    looks.cancel();
                }
                steering.close();
                return true;
            }).get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("Janus did not stop cleanly.", e);
        }
        accessLog.close(); // last of what can be told: by now nothing of the data plane is under way
        work.close();
        awaited.forEach(answer -> answer.completeExceptionally(new StoppingException()));
        loop.close();
        tap.close();
    }

    /** Looks up names that are new, then applies on the control loop. Blocks; not on the loop. */
    private boolean putInForce(LoadedConfig loaded) throws SpecRefusedException {
        CompletableFuture<CompletableFuture<Void>> named = loop.call(() -> steering.findNames(loaded));
        try {
            named.thenCompose(Function.identity()).get(NAMES_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("Not all names have an address yet.", e);
        }
        try {
            return applyWithLogs(loaded);
        } catch (SpecRefusedException | RuntimeException e) {
            loop.execute(this::forgetNames);
            throw e;
        }
    }

    private void forgetNames() {
        if (!draining) {
            steering.forgetNames();
        }
    }

    private boolean applyWithLogs(LoadedConfig loaded) throws SpecRefusedException {
        AccessLog.Change logs = accessLog.prepare(loaded.spec());
        boolean inForce = false;
        try {
            boolean changed = onLoop(() -> apply(loaded));
            inForce = true;
            return changed;
        } finally {
            if (inForce) {
                logs.carryOut();
            } else {
                logs.discard();
            }
        }
    }

    /** What is in force, as reloads see it. On the thread for files. */
    private final class InForce implements Reloader.Target {

        private final Planner planner = new Planner(proxy);

        @Override
        public boolean apply(LoadedConfig loaded) throws SpecRefusedException {
            return putInForce(loaded);
        }

        @Override
        public boolean isInForce(LoadedConfig loaded) {
            return loaded.spec().equals(proxy.state().current().spec());
        }

        @Override
        public long version() {
            return proxy.state().current().configVersion();
        }

        @Override
        public List<Change> changes(ShutdownConfig shutdown, LoadedConfig loaded) {
            return planner.changes(shutdown, loaded.spec(), loaded.config().shutdown());
        }
    }

    private boolean onLoop(Callable<Boolean> task) throws SpecRefusedException {
        try {
            return loop.call(task).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof SpecRefusedException refused) {
                throw refused;
            }
            throw e;
        }
    }

    private boolean apply(LoadedConfig loaded) throws SpecRefusedException {
        if (draining) {
            throw new StoppingException();
        }
        return steering.apply(loaded);
    }
}
