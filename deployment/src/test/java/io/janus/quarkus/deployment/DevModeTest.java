package io.janus.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusDevModeTest;

/** Traffic goes on while the application is edited, and what an edit replaces goes. */
class DevModeTest {

    private static final int RELOADS = 20;

    /** By then everything that is made once was made. */
    private static final int WARM = 5;

    /** A restart of the application takes about a second, and ten on a machine that is busy with other things. */
    private static final Duration RELOAD = Duration.ofSeconds(60);

    /** Connections that come and go, and files that are read just when descriptors are counted. */
    private static final int IN_PASSING = 8;

    private static final List<String> NAMES = List.of("a", "b", "c");
    private static final Collection<WeakReference<Class<?>>> CLASSES = new ConcurrentLinkedQueue<>();

    private static List<NamedWebEndpoint> endpoints = List.of();
    private static int web;
    private static int db;

    @RegisterExtension
    static final QuarkusDevModeTest APPLICATION = new QuarkusDevModeTest()
            .withApplicationRoot(jar -> jar.addClass(EditedPolicy.class)
                    .addAsResource(new StringAsset("quarkus.http.port=0"), "application.properties"))
            .setLogRecordPredicate(line -> line.getLoggerName().equals("io.janus.quarkus.dev.LiveReload"));

    @BeforeAll
    static void make_endpoints_and_a_file() throws IOException {
        System.getProperties().put(EditedPolicy.CLASSES, CLASSES);
        endpoints = NAMES.stream().map(NamedWebEndpoint::new).toList();
        web = freePort();
        db = freePort();
        ConfigFile.holding(yaml("")).run();
    }

    @AfterEach
    void begin_the_next_with_the_first_file() {
        ConfigFile.write(yaml(""));
        CLASSES.clear();
    }

    @AfterAll
    static void nothing_is_left_when_dev_mode_has_ended() {
        ConfigFile.remove();
        System.getProperties().remove(EditedPolicy.CLASSES);
        endpoints.forEach(NamedWebEndpoint::close);
        JanusThreads.awaitNone("janus-");
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), web).close())
                .isInstanceOf(ConnectException.class);
    }

    @Test
    @Tag("invariant-10")
    void no_request_fails_and_nothing_is_left_behind_by_twenty_edits() throws Exception {
        try (SteadyClient kept = new SteadyClient(web, true);
                SteadyClient fresh = new SteadyClient(web, false);
                SteadyClient session = new SteadyClient(db, true)) {
            awaitAnswers("a", kept, fresh, session);
            Leftovers warm = Leftovers.now();
            for (int i = 1; i <= RELOADS; i++) {
                pick(Integer.toString(i % NAMES.size()));
                awaitAnswers(NAMES.get(i % NAMES.size()), kept, fresh);
                if (i == WARM) {
                    warm = Leftovers.now();
                }
            }

            awaitNothingLeft(warm);
            awaitOldClassesGone();
            assertNothingFailed(kept, fresh, session);
        }
    }

    @Test
    void the_file_is_reloaded_without_a_restart_of_the_application() throws Exception {
        try (SteadyClient kept = new SteadyClient(web, true)) {
            awaitAnswers("a", kept);
            int applications = CLASSES.size();
            int more = freePort();

            ConfigFile.write(yaml("more: { bind: \"127.0.0.1:" + more + "\", protocol: http, backend: app }"));

            await().atMost(RELOAD).ignoreException(ConnectException.class)
                    .until(() -> {
                        new Socket(InetAddress.getLoopbackAddress(), more).close();
                        return true;
                    });
            assertThat(CLASSES).hasSize(applications);
            assertNothingFailed(kept);
        }
    }

    @Test
    void a_bean_that_cannot_start_leaves_the_traffic_to_the_one_before_until_it_is_repaired() {
        try (SteadyClient kept = new SteadyClient(web, true); SteadyClient fresh = new SteadyClient(web, false)) {
            pick("1");
            awaitAnswers("b", kept, fresh);

            pick("Integer.parseInt(\"x\")");
            await().atMost(RELOAD).until(() -> !APPLICATION.getLogRecords().isEmpty());
            long answered = fresh.answers();
            await().until(() -> fresh.answers() > answered + 10);
            awaitAnswers("b", kept, fresh);

            pick("2");
            awaitAnswers("c", kept, fresh);
            assertNothingFailed(kept, fresh);
        }
    }

    private static void pick(String index) {
        APPLICATION.modifySourceFile(EditedPolicy.class,
                source -> source.replaceFirst("PICKED = .*;", "PICKED = " + index + ";"));
    }

    private static void assertNothingFailed(SteadyClient... clients) {
        assertThat(clients).allSatisfy(client -> assertThat(client.failures()).isEmpty());
    }

    private static void awaitNothingLeft(Leftovers warm) {
        await().atMost(RELOAD).untilAsserted(() -> {
            assertThat(JanusThreads.named("janus-")).containsExactly("janus-control", "janus-control-io-1", "janus-dev-1",
                    "janus-dev-2", "janus-io-0", "janus-io-1");
            Leftovers now = Leftovers.now();
            assertThat(now.vertxThreads()).isLessThanOrEqualTo(warm.vertxThreads());
            assertThat(now.sockets()).isLessThanOrEqualTo(warm.sockets() + IN_PASSING);
            assertThat(now.descriptors()).isLessThanOrEqualTo(warm.descriptors() + IN_PASSING);
        });
    }

    /**
     * All but those of the application that runs and of the one before, which Quarkus may still know, and of the very first,
     * which stay. They are one, however many edits there are.
     */
    private static void awaitOldClassesGone() {
        await().atMost(RELOAD).untilAsserted(() -> {
            System.gc();
            assertThat(CLASSES.stream().skip(1).limit(CLASSES.size() - 3).map(WeakReference::get)).containsOnlyNulls();
        });
    }

    private static void awaitAnswers(String name, SteadyClient... clients) {
        for (SteadyClient client : clients) {
            await().atMost(RELOAD).untilAsserted(() -> {
                assertThat(client.failures()).isEmpty();
                assertThat(client.last()).isEqualTo(name);
            });
        }
    }

    /** What could be left behind by a reload. */
    private record Leftovers(int vertxThreads, long sockets, long descriptors) {

        static Leftovers now() throws IOException {
            try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
                List<String> leadTo = open.map(Leftovers::target).toList();
                return new Leftovers(JanusThreads.named("vert.x-").size(),
                        leadTo.stream().filter(target -> target.startsWith("socket:")).count(), leadTo.size());
            }
        }

        private static String target(Path descriptor) {
            try {
                return Files.readSymbolicLink(descriptor).toString();
            } catch (IOException e) {
                return ""; // closed meanwhile
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket.getLocalPort();
        }
    }

    private static String yaml(String more) {
        return """
                janus:
                  io-threads: 2
                  listeners:
                    web: { bind: "127.0.0.1:%d", protocol: http, backend: app }
                    db: { bind: "127.0.0.1:%d", protocol: tcp, backend: app }
                    %s
                  backends:
                    app:
                      balancer: { type: edited }
                      endpoints: { a: { address: "%s" }, b: { address: "%s" }, c: { address: "%s" } }
                """.formatted(web, db, more, endpoints.get(0).address(), endpoints.get(1).address(),
                endpoints.get(2).address());
    }
}
