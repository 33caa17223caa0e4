package io.janus.quarkus.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.janus.proxy.spec.HostPort;

class ResolvedNamesTest {

    private static final InetAddress A = address(1);
    private static final InetAddress B = address(2);
    private static final InetAddress C = address(3);

    private final ResolvedNames names = new ResolvedNames();

    private static InetAddress address(int last) {
        try {
            return InetAddress.getByAddress(new byte[] { 10, 0, 0, (byte) last });
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_name_without_an_answer_has_no_address() {
        assertThat(names.lookUp(new HostPort("db", 5432)).isUnresolved()).isTrue();
    }

    @Test
    void a_literal_needs_no_answer() {
        assertThat(names.lookUp(new HostPort("10.0.0.9", 5432)).getAddress().getHostAddress()).isEqualTo("10.0.0.9");
        assertThat(names.isLiteral("::1")).isTrue();
        assertThat(names.isLiteral("db")).isFalse();
    }

    @Test
    void the_first_of_several_addresses_is_taken() {
        assertThat(names.take("db", List.of(B, A))).isTrue();
        assertThat(names.lookUp(new HostPort("db", 5432)).getAddress()).isEqualTo(B);
    }

    @Test
    void the_address_in_use_stays_while_it_is_among_the_answer() {
        names.take("db", List.of(B, A));

        assertThat(names.take("db", List.of(A, C, B))).isFalse();
        assertThat(names.of("db")).isEqualTo(B);
    }

    @Test
    void an_address_that_left_the_answer_is_replaced_by_its_first() {
        names.take("db", List.of(B, A));

        assertThat(names.take("db", List.of(C, A))).isTrue();
        assertThat(names.of("db")).isEqualTo(C);
    }

    @Test
    void names_that_nobody_uses_are_forgotten() {
        names.take("db", List.of(A));
        names.take("web", List.of(B));

        names.retain(Set.of("web"));

        assertThat(names.of("db")).isNull();
        assertThat(names.of("web")).isEqualTo(B);
    }
}
