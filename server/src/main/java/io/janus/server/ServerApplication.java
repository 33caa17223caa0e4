package io.janus.server;

import java.lang.management.ManagementFactory;
import java.util.Locale;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.janus.proxy.spec.HostPort;
import io.janus.quarkus.JanusControl;
import io.janus.quarkus.admin.AdminApi;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.ShutdownEvent;

/** What the thread of {@code main} does while Janus runs: it says so and waits for the signal to stop. */
@Singleton
public final class ServerApplication implements QuarkusApplication {

    private static final Logger LOG = Logger.getLogger(ServerApplication.class);

    private final JanusControl janus;
    private final AdminApi adminApi;
    private final HostPort admin;

    @Inject
    ServerApplication(JanusControl janus, AdminApi adminApi, @ConfigProperty(name = "quarkus.http.host") String adminHost,
            @ConfigProperty(name = "quarkus.http.port") int adminPort) {
        this.janus = janus;
        this.adminApi = adminApi;
        this.admin = new HostPort(adminHost, adminPort);
    }

    @Override
    public int run(String... args) {
        Signals.attach(janus);
        LOG.infof("Janus %s is ready%s, with health and metrics on %s%s", Versions.janus(),
                Server.inDevMode() ? "" : " after " + sinceStart() + " s", AdminAddress.url(admin, "/q"),
                adminApi.isOpen() ? " and the dashboard on " + AdminAddress.url(admin, AdminApi.ROOT) : "");
        Server.companion().serving();
        // A signal that came before Quarkus had begun to wait is remembered here only.
        if (!Signals.stopping()) {
            Quarkus.waitForExit();
        }
        Server.companion().stopping();
        return ExitCode.DONE;
    }

    /** By now the drain is over: it runs before this event. */
    void stopped(@Observes ShutdownEvent event) {
        // In dev mode it goes on, and Quarkus tells the rest.
        if (!Server.inDevMode()) {
            LastLine.log(LOG, "Janus has stopped");
        }
    }

    /** From the JVM itself: the system's start time of a process is off by up to seconds where its clock was set since boot. */
    private static String sinceStart() {
        return String.format(Locale.ROOT, "%.2f", ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0);
    }
}
