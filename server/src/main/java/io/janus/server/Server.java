package io.janus.server;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.spec.HostPort;
import io.janus.proxy.spec.ProxySpec;
import io.janus.quarkus.config.ConfigLoader;
import io.janus.quarkus.dev.DevSession;
import io.quarkus.runtime.Quarkus;

/** Starts Quarkus, and with it the proxy, once everything that can be checked without it was checked. */
public final class Server {

    /** What runs beside the proxy in the same process. Called by the thread of {@code main}. */
    public interface Companion {

        /** The listeners accept connections. */
        default void serving() {
        }

        /** The process was told to stop; the drain begins when this returns. */
        default void stopping() {
        }
    }

    /** Both written before Quarkus starts and read after it, by the thread of {@code main}: Quarkus makes the application. */
    private static Companion companion = new Companion() {
    };
    private static boolean started;

    private Server() {
    }

    /**
     * Checks, starts, and runs until the process is told to stop. Does not return but in dev mode: Quarkus ends the process,
     * with 0 when it was told to stop and 1 when the start failed.
     *
     * @param file the configuration file
     * @param admin where health and metrics are served, or {@code null} for what is configured
     * @param beside what runs beside it
     * @throws CommandRefusedException when the configuration is bad or an address is taken; nothing was started
     */
    public static int run(Path file, @Nullable HostPort admin, Companion beside) {
        AdminAddress.use(checked(Configuration.read(file), admin));
        System.setProperty(ConfigLoader.FILE_PROPERTY, file.toAbsolutePath().toString());
        companion = beside;
        started = true;
        if (!inDevMode()) {
            Signals.install();
        }
        Quarkus.run(ServerApplication.class);
        return ExitCode.DONE;
    }

    private static HostPort checked(Configuration configuration, @Nullable HostPort admin) {
        if (inDevMode()) {
            return admin == null ? configuration.adminAddress() : admin;
        }
        ProxySpec wanted = configuration.spec();
        HostPort adminAddress = admin == null ? configuration.adminAddress() : admin;
        BindCheck.require(wanted, adminAddress);
        return adminAddress;
    }

    /**
     * Whether Quarkus's dev mode runs this: the addresses may be bound already, by the data plane that goes on; policies are
     * known only when the application is built; and signals belong to Quarkus. What is bad is then told at the start.
     */
    static boolean inDevMode() {
        return DevSession.current().isPresent();
    }

    /** Whether Quarkus was started, so that the process is its own to end. */
    static boolean wasStarted() {
        return started;
    }

    static Companion companion() {
        return companion;
    }
}
