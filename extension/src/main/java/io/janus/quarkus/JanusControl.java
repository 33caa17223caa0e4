package io.janus.quarkus;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.janus.balancer.BalancerFactory;
import io.janus.proxy.Proxy;
import io.janus.proxy.spec.SpecRefusedException;
import io.janus.proxy.state.SharedState;
import io.janus.quarkus.config.BadConfigException;
import io.janus.quarkus.config.ConfigLoader;
import io.janus.quarkus.config.LoadedConfig;
import io.janus.quarkus.control.ControlPlane;
import io.janus.quarkus.control.Policies;
import io.janus.quarkus.dev.DevSession;
import io.janus.quarkus.reload.FileWatch;
import io.quarkus.arc.InjectableInstance;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;

/**
 * The control plane's front door: a bean that reloads the configuration and leads to the running data plane. The extension
 * starts it with the application and stops it with the application; with neither a listener nor a backend configured it stays
 * idle, without a thread.
 *
 * <p>
 * Safe from every thread but the event loops, Vert.x's and Janus's alike: {@link #reload} blocks.
 */
@Singleton
public class JanusControl {

    private static final Logger LOG = Logger.getLogger(JanusControl.class);

    private final InjectableInstance<BalancerFactory> balancers;
    private final Vertx vertx;

    /** Written at start and stop, by one thread after the other; read by everyone. Null before start, and while idle. */
    private volatile @Nullable ControlPlane plane;

    @Inject
    JanusControl(@Any InjectableInstance<BalancerFactory> balancers, Vertx vertx) {
        this.balancers = balancers;
        this.vertx = vertx;
    }

    /**
     * Starts Janus, unless there is nothing to do.
     *
     * @throws ConfigurationException when the configuration is refused, with the operator's text: Quarkus prints it, without a
     *         stack trace, and ends with 1
     */
    void start() {
        ConfigLoader loader = ConfigLoader.ofApplication();
        Path file = loader.file();
        Optional<FileWatch> watch = Optional.ofNullable(file).map(FileWatch::new);
        watch.ifPresent(FileWatch::mark);
        try {
            Map<String, BalancerFactory> policies = Policies.of(balancers);
            LoadedConfig loaded = loader.load(policies);
            if (loaded.spec().listeners().isEmpty() && loaded.spec().backends().isEmpty()) {
                DevSession.current().ifPresent(DevSession::discard);
                LOG.info("Janus is idle: neither janus.listeners nor janus.backends is configured");
                return;
            }
            try {
                plane = ControlPlane.start(loader, watch, loaded, policies, vertx);
            } catch (SpecRefusedException e) {
                throw new BadConfigException(file, e.problems().stream().map(loaded::locate).toList());
            }
        } catch (BadConfigException e) {
            throw new ConfigurationException(e.render());
        }
    }

    /** Ends what is left, down to the last thread. */
    @PreDestroy
    void stop() {
        ControlPlane running = plane;
        if (running != null) {
            running.close();
        }
    }

    /**
     * Reads the configuration anew from all its sources and puts it in force. A bad one changes nothing, and the answer says
     * what is wrong with it; so do the log, the health data and the metrics.
     *
     * @param trigger who asked, for the log: {@code "SIGHUP"}
     * @return what came of it, once it is in force or refused
     */
    public ReloadResult reload(String trigger) {
        ControlPlane running = plane;
        if (running == null) {
            return new ReloadResult(false, true,
                    "Janus is idle, for it started with neither a listener nor a backend. A restart is needed.");
        }
        return running.reload(trigger);
    }

    /**
     * Opens the files of access logs anew: to be called when they were renamed. They are also opened anew without it, a second
     * later at most. Returns at once; does nothing where there are none.
     */
    public void reopenAccessLogs() {
        plane().ifPresent(running -> running.accessLog().reopen());
    }

    /**
     * The running data plane.
     *
     * @throws IllegalStateException before it was started, and when nothing is configured
     */
    public Proxy proxy() {
        return plane().map(ControlPlane::proxy).orElseThrow(() -> new IllegalStateException(
                "Janus does not run: it is not started yet, or neither janus.listeners nor janus.backends is configured."));
    }

    /** Whether Janus was started and has not begun to stop. */
    public boolean running() {
        return plane().filter(running -> !running.draining()).isPresent();
    }

    /** What Janus is made of, for the extension's own beans; empty before start and while idle. */
    public Optional<ControlPlane> plane() {
        return Optional.ofNullable(plane);
    }

    /** The shared state, for applications to inject and read. Without a client proxy, since its readers may be in a hurry. */
    @Produces
    @Singleton
    SharedState sharedState() {
        return proxy().state();
    }
}
