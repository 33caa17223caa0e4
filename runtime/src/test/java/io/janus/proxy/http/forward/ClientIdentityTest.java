package io.janus.proxy.http.forward;

import static io.janus.proxy.http.forward.RequestForwarding.address;
import static io.janus.proxy.http.forward.RequestForwarding.ranges;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.janus.proxy.http.parse.RequestHead;
import io.janus.proxy.spec.AddressRange;

class ClientIdentityTest {

    private static final InetSocketAddress PROXY = address("10.9.9.9", 4711);
    private static final List<AddressRange> TRUSTED = ranges("10.0.0.0/8", "fd00::/8");

    private final RequestHead head = new RequestHead();
    private final ClientIdentity identity = new ClientIdentity(PROXY);

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "1.2.3.4 | 1.2.3.4 | 0",
            "1.2.3.4:567 | 1.2.3.4 | 567",
            "::1 | ::1 | 0",
            "[::1] | ::1 | 0",
            "[2001:DB8::1]:65535 | 2001:db8::1 | 65535",
            "::ffff:1.2.3.4 | 1.2.3.4 | 0",
            "6.6.6.6, 1.2.3.4 | 1.2.3.4 | 0",
            "6.6.6.6,1.2.3.4,10.0.0.1 | 1.2.3.4 | 0",
            "6.6.6.6 ,1.2.3.4:5 ,  10.0.0.1:9, fd00::1 | 1.2.3.4 | 5",
            "10.1.1.1, 10.0.0.1 | 10.1.1.1 | 0",
            "::ffff:6.6.6.6, ::ffff:10.0.0.1 | 6.6.6.6 | 0",
    })
    void the_client_of_a_trusted_peer_is_the_right_most_untrusted_address(String list, String literal, int port) {
        read("X-Forwarded-For: " + list + "\n", TRUSTED);

        assertThat(identity.client()).isEqualTo(address(literal, port));
        assertThat(identity.isBelieved()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", ",", "1.2.3.4,", ",1.2.3.4", "1.2.3.4,,5.6.7.8", "unknown", "_hidden", "localhost",
            "example.com",
            "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.010", "0x1.2.3.4", "16909060", "1.2.3.4:", "1.2.3.4:65536",
            "1.2.3.4:-1", "1.2.3.4:1x", "1.2.3.4:000001", "[1.2.3.4]", "[1.2.3.4]:5", "[::1", "::1]", "[::1]x", "[::1]:",
            "[[::1]]",
            "[]", ":::", "::1::", "1:2:3:4:5:6:7", "fe80::1%eth0", "[fe80::1%1]:5", "1.2.3.4 5.6.7.8", "1.2.3.4;5.6.7.8",
            "\"1.2.3.4\"", "for=1.2.3.4", "bad, 1.2.3.4", "1.2.3.4, bad" })
    void a_list_with_anything_else_than_addresses_is_not_believed(String list) {
        read("X-Forwarded-For: " + list + "\n", TRUSTED);

        assertThat(identity.isBelieved()).isFalse();
        assertThat(identity.client()).isEqualTo(PROXY);
    }

    @Test
    void the_lists_of_all_lines_count_as_one() {
        read("X-Forwarded-For: 6.6.6.6\nA: 1\nX-Forwarded-For: 1.2.3.4,10.0.0.1\nx-forwarded-for: 10.0.0.2\n", TRUSTED);

        assertThat(identity.client()).isEqualTo(address("1.2.3.4", 0));
    }

    @Test
    void an_untrusted_peer_is_the_client_whatever_it_says() {
        read("X-Forwarded-For: 1.2.3.4\n", ranges("11.0.0.0/8"));

        assertThat(identity.client()).isEqualTo(PROXY);
        assertThat(identity.isBelieved()).isFalse();
    }

    @Test
    void a_trusted_peer_that_names_nobody_is_the_client_and_believed() {
        read("A: 1\n", TRUSTED);

        assertThat(identity.client()).isEqualTo(PROXY);
        assertThat(identity.isBelieved()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "X_Forwarded_For", "X-Real-IP", "Forwarded", "X-Forwarded-Host", "X-Forwarded" })
    void no_other_field_names_the_client(String name) {
        read(name + ": 1.2.3.4\n", TRUSTED);

        assertThat(identity.client()).isEqualTo(PROXY);
    }

    @Test
    void each_request_of_a_connection_may_have_another_client() {
        read("X-Forwarded-For: 1.2.3.4\n", TRUSTED);
        read("X-Forwarded-For: 1.2.3.5\n", TRUSTED);
        assertThat(identity.client()).isEqualTo(address("1.2.3.5", 0));

        read("X-Forwarded-For: nobody!\n", TRUSTED);
        assertThat(identity.isBelieved()).isFalse();
        read("X-Forwarded-For: nobody!\n", TRUSTED);
        assertThat(identity.isBelieved()).isFalse();

        read("", TRUSTED);
        assertThat(identity.client()).isEqualTo(PROXY);
        read("X-Forwarded-For: 1.2.3.5\n", TRUSTED);
        assertThat(identity.client()).isEqualTo(address("1.2.3.5", 0));
    }

    @Test
    void the_same_client_again_is_the_same_object() {
        read("X-Forwarded-For: 6.6.6.6, 1.2.3.4\n", TRUSTED);
        InetSocketAddress first = identity.client();
        read("A: 1\nX-Forwarded-For:  6.6.6.6, 1.2.3.4 \n", TRUSTED);

        assertThat(identity.client()).isSameAs(first);
    }

    @Test
    void a_list_that_only_looks_like_the_last_one_is_read_again() {
        read("X-Forwarded-For: ::\n", TRUSTED);
        assertThat(identity.isBelieved()).isTrue();

        read("X-Forwarded-For:\nX-Forwarded-For: :\n", TRUSTED);

        assertThat(identity.isBelieved()).isFalse();
    }

    @Test
    void a_list_too_long_to_remember_is_read_each_time() {
        String many = "6.6.6.6, ".repeat(100);
        read("X-Forwarded-For: " + many + "1.2.3.4\n", TRUSTED);
        assertThat(identity.client()).isEqualTo(address("1.2.3.4", 0));

        read("X-Forwarded-For: " + many + "1.2.3.5\n", TRUSTED);

        assertThat(identity.client()).isEqualTo(address("1.2.3.5", 0));
    }

    @Test
    void a_change_of_who_is_trusted_counts_at_once() {
        read("X-Forwarded-For: 1.2.3.4, 11.1.1.1\n", TRUSTED);
        assertThat(identity.client()).isEqualTo(address("11.1.1.1", 0));

        read("X-Forwarded-For: 1.2.3.4, 11.1.1.1\n", ranges("10.0.0.0/8", "11.0.0.0/8"));
        assertThat(identity.client()).isEqualTo(address("1.2.3.4", 0));

        read("X-Forwarded-For: 1.2.3.4, 11.1.1.1\n", List.of());
        assertThat(identity.client()).isEqualTo(PROXY);
    }

    @Test
    void a_peer_without_address_is_nobodys_proxy() {
        for (InetSocketAddress peer : List.of(new InetSocketAddress(0), InetSocketAddress.createUnresolved("gone", 0))) {
            ClientIdentity unknown = new ClientIdentity(peer);
            unknown.read(RequestForwarding.scan(head, "GET / HTTP/1.1\nHost: h\nX-Forwarded-For: 1.2.3.4\n"), head,
                    ranges("0.0.0.0/0", "::/0"));

            assertThat(unknown.client()).isSameAs(peer);
            assertThat(unknown.isBelieved()).isFalse();
            assertThat(new String(unknown.usualLines(), ISO_8859_1)).startsWith("X-Forwarded-For: unknown\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "10.1.2.3", "2001:db8::1", "fe80::1%7" })
    void a_peers_own_lines_name_its_address_alone(String literal) {
        ClientIdentity peer = new ClientIdentity(new InetSocketAddress(literal, 5));

        assertThat(new String(peer.usualLines(), ISO_8859_1))
                .isEqualTo("X-Forwarded-For: " + literal.replace("%7", "") + "\r\nX-Forwarded-Proto: http\r\n");
    }

    private void read(String lines, List<AddressRange> trusted) {
        identity.read(RequestForwarding.scan(head, "GET / HTTP/1.1\nHost: h\n" + lines), head, trusted);
    }
}
