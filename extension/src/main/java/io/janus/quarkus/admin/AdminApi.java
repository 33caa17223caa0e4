package io.janus.quarkus.admin;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.janus.quarkus.JanusControl;
import io.janus.quarkus.config.AdminConfig;
import io.janus.quarkus.config.AdminConfig.Enabled;
import io.janus.quarkus.config.BadConfigException;
import io.janus.quarkus.control.ControlPlane;
import io.janus.quarkus.control.StoppingException;
import io.janus.quarkus.dashboard.DashboardPage;
import io.janus.quarkus.render.RenderThread;
import io.netty.buffer.Unpooled;
import io.quarkus.runtime.LaunchMode;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/**
 * The front door of the admin API and the dashboard: decides whether there are any, lets a call through the {@link AdminGate},
 * and sends the page, or what {@link AdminCalls} answer. Its handler runs on event loops of Quarkus and never blocks them.
 */
@Singleton
public class AdminApi implements Handler<RoutingContext> {

    private static final Logger LOG = Logger.getLogger(AdminApi.class);

    /** What begins all of its paths. */
    public static final String ROOT = "/janus";

    /** A token that was replaced is the one to send soon after, also where nobody can send a signal. */
    private static final long TOKEN_MILLIS = 10_000;

    private final JanusControl control;
    private final Vertx vertx;
    private final RenderThread renderer;
    private final Refusals refusals = new Refusals();

    /** Written once by the thread that starts Janus; read by everyone. Null while there is no admin API. */
    private volatile @Nullable Open open;

    /** Written by the thread that starts Janus, read by the one that stops it. */
    private volatile long tokenTimer = -1;

    /**
     * Null before somebody looks at it: a start need not wait for it. Written by event loops, where one reading more is no
     * harm.
     */
    private volatile @Nullable CompletableFuture<DashboardPage> page;

    /** What an admin API consists of that there is. */
    private record Open(AdminGate gate, AdminToken token, boolean tokenNeeded, AdminCalls calls) {
    }

    @Inject
    AdminApi(JanusControl control, Vertx vertx, RenderThread renderer) {
        this.control = control;
        this.vertx = vertx;
        this.renderer = renderer;
    }

    /**
     * Opens it, if it is wanted and may be. Once Janus runs. Reads the token's file.
     *
     * @param hostKey the key of the configuration that says which address it is served on
     * @param version of Janus
     */
    public void open(String hostKey, String version) {
        Optional<ControlPlane> plane = control.plane();
        if (plane.isEmpty() || !isWanted(plane.get().admin().enabled())) {
            return;
        }
        AdminConfig config = plane.get().admin();
        String host = ConfigProvider.getConfig().getOptionalValue(hostKey, String.class)
                .orElse(LaunchMode.current() == LaunchMode.NORMAL ? "0.0.0.0" : "localhost");
        AdminToken token = new AdminToken(config.tokenFile().map(Path::of));
        token.read();
        boolean tokenNeeded = !isLoopback(host);
        if (tokenNeeded && !token.isConfigured()) {
            LOG.warnf(
                    "The admin API is off, because %s is not an address of the loopback interface and there is no token. To turn"
                            + " it on, name a file with one as janus.admin.token-file; to be rid of this line, set janus.admin.enabled:"
                            + " false.",
                    host);
            return;
        }
        AdminCalls calls = new AdminCalls(plane.get(), version, renderer, vertx);
        if (token.isConfigured()) {
            tokenTimer = vertx.setPeriodic(TOKEN_MILLIS, tick -> vertx.executeBlocking(() -> {
                if (token.read()) {
                    calls.endStreams();
                }
                return null;
            }));
        }
        open = new Open(new AdminGate(token, config.allowedHosts()), token, tokenNeeded || token.isConfigured(),
                calls);
    }

    /** Whether it can be called now. Any thread. */
    public boolean isOpen() {
        Open now = open;
        return now != null && (!now.tokenNeeded || now.token.isThere());
    }

    private static boolean isWanted(Enabled enabled) {
        return enabled == Enabled.TRUE || enabled == Enabled.AUTO && LaunchMode.current() == LaunchMode.DEVELOPMENT;
    }

    private static boolean isLoopback(String host) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!address.isLoopbackAddress()) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    @PreDestroy
    void close() {
        vertx.cancelTimer(tokenTimer);
        Open now = open;
        if (now != null) {
            now.calls.endStreams();
        }
    }

    @Override
    public void handle(RoutingContext call) {
        Open now = open;
        if (now == null) {
            call.next(); // as if this were not here: the path may be the application's own
            return;
        }
        if (!isOpen()) {
            call.response().setStatusCode(404).end();
            return;
        }
        Context home = vertx.getOrCreateContext();
        boolean page = isPage(call.request().path());
        try {
            if (page) {
                now.gate.checkPage(call.request());
            } else {
                now.gate.check(call.request());
            }
        } catch (Problem e) {
            refuse(call, e);
            refusals.note(e, call.request());
            return;
        }
        if (page) {
            page().whenComplete((made, failure) -> on(home, () -> {
                if (failure != null) {
                    refuse(call, failure);
                } else {
                    call.response().putHeader("Content-Security-Policy", made.policy()).putHeader("Referrer-Policy",
                            "no-referrer");
                    new Answer("text/html; charset=utf-8", made.bytes()).sendOn(call);
                }
            }));
            return;
        }
        try {
            now.calls.answer(call).whenComplete((answer, failure) -> on(home, () -> {
                if (failure != null) {
                    audit(call, refuse(call, failure));
                } else if (answer != null) {
                    audit(call, answer.sendOn(call));
                }
            }));
        } catch (RuntimeException e) {
            audit(call, refuse(call, e));
        }
    }

    /** Whether the dashboard is asked for: everything else below is the API. */
    private static boolean isPage(@Nullable String path) {
        return ROOT.equals(path) || (ROOT + "/").equals(path);
    }

    private CompletableFuture<DashboardPage> page() {
        CompletableFuture<DashboardPage> known = page;
        if (known == null) {
            known = CompletableFuture.supplyAsync(DashboardPage::load, renderer);
            page = known;
        }
        return known;
    }

    private static void on(Context home, Runnable task) {
        if (Vertx.currentContext() == home) {
            task.run();
        } else {
            home.runOnContext(now -> task.run());
        }
    }

    /** A line for each write of someone who may write, whatever came of it. */
    private static void audit(RoutingContext call, int status) {
        if (call.request().method().equals(HttpMethod.POST)) {
            LOG.infof("admin API: POST %s by %s was answered %d%s", Caller.printable(call.request().path()),
                    Caller.of(call.request()), status, call.response().closed() ? ", and the caller had left" : "");
        }
    }

    /** Answers the status. */
    private static int refuse(RoutingContext call, Throwable failure) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        Problem problem;
        if (cause instanceof Problem known) {
            problem = known;
        } else if (cause instanceof StoppingException stopping) {
            problem = new Problem(503, String.valueOf(stopping.getMessage()));
        } else if (cause instanceof BadConfigException bad) {
            problem = new Problem(422, bad.render(), bad.problems());
        } else {
            LOG.error("A call of the admin API failed.", cause);
            problem = new Problem(500, "It failed, which is a fault of Janus. Its log says more.");
        }
        if (call.response().ended() || call.response().closed() || call.response().headWritten()) {
            return problem.status();
        }
        if (problem.status() == 401) {
            call.response().putHeader("WWW-Authenticate", "Bearer realm=\"janus\"");
        } else if (problem.status() == 405) {
            call.response().putHeader("Allow", "GET, HEAD, POST");
        }
        // What is left of a body is not waited for, and where there is no room nobody keeps a place in it.
        if (problem.status() == 503 || call.request().method().equals(HttpMethod.POST) && !call.request().isEnded()) {
            call.response().putHeader("Connection", "close");
        }
        call.response().setStatusCode(problem.status()).putHeader("Content-Type", "application/problem+json; charset=utf-8")
                .putHeader("Cache-Control", "no-store").end(problem.json().encode());
        return problem.status();
    }

    /**
     * What is sent.
     *
     * @param type its media type
     * @param bytes shared with other readers, so never changed
     */
    record Answer(String type, byte[] bytes) {

        static final String JSON = "application/json; charset=utf-8";

        private static final int OK = 200;

        static Answer of(JsonObject json) {
            return new Answer(JSON, json.encode().getBytes(StandardCharsets.UTF_8));
        }

        int sendOn(RoutingContext call) {
            if (call.response().ended() || call.response().closed()) {
                return OK;
            }
            call.response().putHeader("Content-Type", type).putHeader("Cache-Control", "no-store")
                    .putHeader("X-Content-Type-Options", "nosniff");
            if (call.request().method().equals(HttpMethod.HEAD)) {
                call.response().putHeader("Content-Length", Integer.toString(bytes.length)).end();
            } else {
                call.response().end(Buffer.buffer(Unpooled.wrappedBuffer(bytes)));
            }
            return OK;
        }
    }
}
