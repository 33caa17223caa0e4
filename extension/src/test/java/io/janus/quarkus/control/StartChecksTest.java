package io.janus.quarkus.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

import io.janus.proxy.spec.HostPort;
import io.janus.proxy.spec.ProxySpec;
import io.janus.quarkus.testing.TestSpec;

class StartChecksTest {

    @Test
    void a_netty_with_known_holes_is_warned_of() {
        assertThat(StartChecks.netty(Optional.of("4.1.130.Final"))).get().asString().contains("4.1.130.Final", "4.1.137",
                "netty-bom");
    }

    @Test
    void a_newer_netty_and_another_line_of_it_are_not() {
        assertThat(StartChecks.netty(Optional.of("4.1.137.Final"))).isEmpty();
        assertThat(StartChecks.netty(Optional.of("4.2.9.Final"))).isEmpty();
        assertThat(StartChecks.netty(Optional.empty())).isEmpty();
    }

    @Test
    void a_limit_of_files_below_two_for_each_connection_is_warned_of() {
        assertThat(StartChecks.descriptors(allowing(10_000), OptionalLong.of(19_999))).get().asString()
                .contains("19999", "10000", "20000", "ulimit -n");
    }

    @Test
    void a_limit_of_files_that_is_enough_or_unknown_is_not() {
        assertThat(StartChecks.descriptors(allowing(10_000), OptionalLong.of(20_000))).isEmpty();
        assertThat(StartChecks.descriptors(allowing(10_000), OptionalLong.empty())).isEmpty();
    }

    private static ProxySpec allowing(int connections) {
        return TestSpec.app(new HostPort("127.0.0.1", 1)).web(connections).build();
    }
}
