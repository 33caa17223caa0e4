package io.janus.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.janus.proxy.balancers.BuiltInBalancers;
import io.janus.proxy.spec.HostPort;
import io.janus.proxy.spec.HttpSpec;
import io.janus.proxy.spec.ListenerSpec;
import io.janus.proxy.spec.ProbeSpec;
import io.janus.proxy.spec.ProxySpec;
import io.janus.proxy.spec.TcpSpec;
import io.janus.quarkus.config.ConfigLoader;

class DemoSetupTest {

    private static final InetSocketAddress WEB = new InetSocketAddress("127.0.0.1", 8080);
    private static final InetSocketAddress ECHO = new InetSocketAddress("127.0.0.1", 8081);

    private record Somewhere(String name, InetSocketAddress address) implements DemoEndpoint {

        static DemoEndpoint at(String name, int port) {
            return new Somewhere(name, new InetSocketAddress("127.0.0.1", port));
        }

        @Override
        public void close() {
            // Nothing runs there.
        }
    }

    private static final List<DemoEndpoint> APPS = List.of(Somewhere.at("app-1", 40001), Somewhere.at("app-2", 40002));
    private static final List<DemoEndpoint> ECHOES = List.of(Somewhere.at("echo-1", 40003));

    private static DemoSetup setup() throws IOException {
        return DemoSetup.write(WEB, APPS, ECHO, ECHOES);
    }

    @Test
    void its_file_is_one_that_janus_accepts() throws Exception {
        try (DemoSetup setup = setup()) {
            ProxySpec spec = ConfigLoader.standalone(setup.file()).load(BuiltInBalancers.byName()).spec();

            assertThat(spec.listeners().values()).extracting(ListenerSpec::bind).containsExactlyInAnyOrder(WEB, ECHO);
            assertThat(spec.listeners()).hasEntrySatisfying("echo",
                    echo -> assertThat(echo.protocol()).isEqualTo(new TcpSpec("echo")));
            assertThat(spec.listeners()).hasEntrySatisfying("web",
                    web -> assertThat(web.protocol()).isInstanceOfSatisfying(HttpSpec.class, http -> {
                        assertThat(http.backends()).containsExactly("app");
                        assertThat(http.routes()).hasSize(5);
                    }));
            assertThat(spec.backends()).hasEntrySatisfying("app",
                    app -> assertThat(app.endpoints().keySet()).containsExactly("app-1", "app-2"));
            assertThat(spec.backends()).hasEntrySatisfying("app",
                    app -> assertThat(app.probe()).map(ProbeSpec::kind).containsInstanceOf(ProbeSpec.Http.class));
            assertThat(spec.backends()).hasEntrySatisfying("echo",
                    echo -> assertThat(echo.endpoints().keySet()).containsExactly("echo-1"));
        }
    }

    @Test
    void it_removes_its_file_and_folder() throws IOException {
        Path file;
        try (DemoSetup setup = setup()) {
            file = setup.file();
            assertThat(file).exists();
        }

        assertThat(file.getParent()).doesNotExist();
    }

    @Test
    void it_leaves_a_folder_that_someone_put_a_file_into() throws IOException {
        Path mine;
        try (DemoSetup setup = setup()) {
            mine = Files.createFile(setup.file().resolveSibling("mine.yaml"));
        }

        assertThat(mine).exists();
        Files.delete(mine);
        Files.delete(mine.getParent());
    }

    @Test
    void a_taken_port_gives_way_to_the_next_free_one() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(FreePorts.near(taken.getLocalPort())).isNotEqualTo(taken.getLocalPort()).isPositive();
        }
    }

    @Test
    void a_port_that_is_spoken_for_gives_way_too() throws IOException {
        int free;
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = any.getLocalPort();
        }

        assertThat(FreePorts.near(free, free)).isNotEqualTo(free).isPositive();
    }

    @Test
    void what_it_says_names_every_address_and_fits_a_terminal() throws IOException {
        try (DemoSetup setup = setup()) {
            List<String> lines = new DemoText(setup, APPS, ECHOES, new HostPort("127.0.0.1", 9091), List.of("9090")).lines();

            assertThat(lines.subList(lines.indexOf("  Try"), lines.size()).get(1)).contains("http://127.0.0.1:9091/janus ");
            assertThat(String.join("\n", lines)).contains("app-3 answers 503 for 15 s of every minute",
                    "curl -s http://127.0.0.1:8080 ", "nc 127.0.0.1 8081",
                    "app-1 :40001, app-2 :40002", "echo-1 :40003", "http://127.0.0.1:9091/q/health",
                    "status --admin 127.0.0.1:9091", setup.file().toString(), "Ctrl-C", "9090 is taken");
            assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
        }
    }

    @Test
    void what_it_says_is_short_where_every_port_is_the_usual_one() throws IOException {
        try (DemoSetup setup = setup()) {
            List<String> lines = new DemoText(setup, APPS, ECHOES, new HostPort("127.0.0.1", 9090), List.of()).lines();

            assertThat(String.join("\n", lines)).doesNotContain("taken", "--admin");
        }
    }
}
