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
import io.janus.proxy.spec.ProxySpec;
import io.janus.quarkus.config.ConfigLoader;

class DemoSetupTest {

    private static final InetSocketAddress LISTENER = new InetSocketAddress("127.0.0.1", 8080);

    @Test
    void its_file_is_one_that_janus_accepts() throws Exception {
        try (DemoEndpoint one = new DemoEndpoint("app-1");
                DemoEndpoint two = new DemoEndpoint("app-2");
                DemoSetup setup = DemoSetup.write(LISTENER, List.of(one, two))) {
            ProxySpec spec = ConfigLoader.standalone(setup.file()).load(BuiltInBalancers.byName()).spec();

            assertThat(spec.listeners().values()).singleElement().satisfies(l -> assertThat(l.bind()).isEqualTo(LISTENER));
            assertThat(spec.backends().values()).singleElement().satisfies(
                    backend -> assertThat(backend.endpoints().keySet()).containsExactly("app-1", "app-2"));
        }
    }

    @Test
    void it_removes_its_file_and_folder() throws IOException {
        Path file;
        try (DemoEndpoint one = new DemoEndpoint("app-1"); DemoSetup setup = DemoSetup.write(LISTENER, List.of(one))) {
            file = setup.file();
            assertThat(file).exists();
        }

        assertThat(file.getParent()).doesNotExist();
    }

    @Test
    void it_leaves_a_folder_that_someone_put_a_file_into() throws IOException {
        Path mine;
        try (DemoEndpoint one = new DemoEndpoint("app-1"); DemoSetup setup = DemoSetup.write(LISTENER, List.of(one))) {
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
    void what_it_says_names_every_address_and_fits_a_terminal() throws IOException {
        try (DemoEndpoint one = new DemoEndpoint("app-1"); DemoSetup setup = DemoSetup.write(LISTENER, List.of(one))) {
            List<String> lines = new DemoText(setup, List.of(one), new HostPort("127.0.0.1", 9091), true, false).lines();

            assertThat(String.join("\n", lines)).contains("nc 127.0.0.1 8080", DemoSetup.text(one.address()),
                    "http://127.0.0.1:9091/q/health", "status --admin 127.0.0.1:9091", setup.file().toString(), "Ctrl-C",
                    "(the usual 9090 is taken)").doesNotContain("8080 is taken");
            assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
        }
    }
}
