package io.janus.server;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.janus.proxy.spec.BackendSpec;
import io.janus.proxy.spec.BackendSpec.OnDown;
import io.janus.proxy.spec.BackendTimeouts;
import io.janus.proxy.spec.BalancerSpec;
import io.janus.proxy.spec.EndpointSpec;
import io.janus.proxy.spec.HostPort;
import io.janus.proxy.spec.ListenerSpec;
import io.janus.proxy.spec.PanicSpec;
import io.janus.proxy.spec.PoolSpec;
import io.janus.proxy.spec.ProxySpec;
import io.janus.proxy.spec.RetriesSpec;
import io.janus.proxy.spec.TcpSpec;

class BindCheckTest {

    private static final HostPort ANY_PORT = new HostPort("127.0.0.1", 0);

    @Test
    void free_addresses_pass() {
        assertThatCode(() -> BindCheck.require(listening("127.0.0.1", 0), ANY_PORT)).doesNotThrowAnyException();
    }

    @Test
    void every_taken_address_is_named_with_what_changes_it() throws IOException {
        try (ServerSocket one = taken(); ServerSocket two = taken()) {
            assertThatThrownBy(() -> BindCheck.require(listening("127.0.0.1", one.getLocalPort()),
                    new HostPort("127.0.0.1", two.getLocalPort())))
                    .isInstanceOf(CommandRefusedException.class)
                    .hasMessageContainingAll(
                            "listener web: 127.0.0.1:" + one.getLocalPort() + " is already in use",
                            "janus.listeners.web.bind",
                            "admin: 127.0.0.1:" + two.getLocalPort() + " is already in use",
                            "--admin HOST:PORT");
        }
    }

    @Test
    void all_interfaces_clash_with_a_listener_on_one_of_them() throws IOException {
        try (ServerSocket one = taken()) {
            assertThatThrownBy(() -> BindCheck.require(listening("0.0.0.0", one.getLocalPort()), ANY_PORT))
                    .hasMessageContaining("0.0.0.0:" + one.getLocalPort() + " is already in use");
        }
    }

    @Test
    void the_admin_side_cannot_have_a_listeners_address() {
        assertThatThrownBy(() -> BindCheck.require(listening("0.0.0.0", 18080), new HostPort("127.0.0.1", 18080)))
                .hasMessageContaining("127.0.0.1:18080 is also the bind of listener web");
    }

    @Test
    void an_address_of_another_machine_is_told_as_such() {
        // TEST-NET-1 (RFC 5737): no machine has it.
        assertThatThrownBy(() -> BindCheck.require(listening("192.0.2.1", 0), ANY_PORT))
                .hasMessageContaining("192.0.2.1:0 is no address of this machine");
    }

    private static ServerSocket taken() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static ProxySpec listening(String host, int port) {
        ListenerSpec listener = new ListenerSpec("web", new InetSocketAddress(host, port), 10, new TcpSpec("app"));
        BackendSpec backend = new BackendSpec("app", new BalancerSpec("random", Map.of()),
                Map.of("app-1", new EndpointSpec("app-1", new HostPort("127.0.0.1", 1), 1, Map.of())), Optional.empty(),
                new BackendTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1), Optional.empty(), Duration.ofSeconds(1),
                        Optional.empty()),
                new RetriesSpec(1, Set.of(), Set.of(), Duration.ZERO, Duration.ZERO, 0, 0), new PoolSpec(0, Duration.ZERO, 0),
                Optional.empty(), new PanicSpec(50, true), Duration.ZERO, OnDown.KEEP, Duration.ZERO, Duration.ofSeconds(30));
        return new ProxySpec(Map.of("web", listener), Map.of("app", backend));
    }
}
