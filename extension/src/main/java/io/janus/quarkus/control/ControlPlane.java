package io.janus.quarkus.control;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.janus.balancer.BalancerFactory;
import io.janus.proxy.Proxy;
import io.janus.proxy.ProxyOptions;
import io.janus.proxy.spec.SpecRefusedException;
import io.janus.quarkus.ReloadResult;
import io.janus.quarkus.config.ApplicationKeys;
import io.janus.quarkus.config.ConfigLoader;
import io.janus.quarkus.config.LoadedConfig;
import io.janus.quarkus.dev.DevSession;
import io.janus.quarkus.probe.ProbeCounts;
import io.janus.quarkus.reload.FileWatch;
import io.janus.quarkus.reload.ReloadRecord;
import io.janus.quarkus.reload.Reloader;
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

    /** A changed file is read a second after the write at the latest: one look sees it, the next that it is complete. */
    private static final Duration FILE_PAUSE = Duration.ofMillis(500);

    /** How long names may hold up a configuration. What has no address by then is down until it has. */
    private static final long NAMES_MILLIS = 2000;

    /** The data plane takes 5 s at most to close, everything else less than one. */
    private static final long CLOSE_SECONDS = 7;

    private final Proxy proxy;
    private final ControlLoop loop = new ControlLoop();
    private final BlockingWork work = new BlockingWork();
    private final Steering steering;
    private final Reloader reloader;

    /** Completed when this life ends; whoever waits for a task that was dropped then learns it here. */
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

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
        ControlPlane plane = new ControlPlane(data, loader, watch, policies, vertx);
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

    private ControlPlane(DevSession.Loan data, ConfigLoader loader, Optional<FileWatch> watch,
            Map<String, BalancerFactory> policies, Vertx vertx) {
        this.proxy = data.proxy();
        this.steering = new Steering(proxy, loop, work, vertx);
        this.reloader = new Reloader(loader, policies, data.ioThreads(),
                ApplicationKeys.ofApplication(loader.file()), watch, this::stopping, this::putInForce);
    }

    private void begin(DevSession.Loan data, LoadedConfig loaded, boolean watching) throws SpecRefusedException {
        putInForce(loaded);
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
        CompletableFuture<ReloadResult> result = new CompletableFuture<>();
        work.files().execute(() -> result.complete(reloader.reload(trigger)));
        return result.applyToEither(ended.thenApply(end -> Reloader.stoppingResult()), Function.identity()).join();
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
        work.close();
        loop.close();
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
        return onLoop(() -> apply(loaded));
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
            throw new IllegalStateException("Janus is stopping.");
        }
        return steering.apply(loaded);
    }
}
