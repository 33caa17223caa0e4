package io.janus.quarkus.control;

import static io.janus.quarkus.testing.TestHttp.http;
import static io.janus.quarkus.testing.TestHttp.route;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.janus.proxy.spec.RouteSpec;
import io.janus.proxy.spec.RouteSpec.Deny;
import io.janus.proxy.spec.RouteSpec.Forward;
import io.janus.proxy.spec.TcpSpec;

class StartMessageTest {

    private static RouteSpec to(String backend) {
        return route("", "/" + backend, new Forward(backend, Optional.empty()));
    }

    @Test
    void a_listener_says_what_it_speaks_and_where_it_leads() {
        assertThat(StartMessage.describe(new TcpSpec("postgres"))).isEqualTo("tcp and leads to backend postgres");
        assertThat(StartMessage.describe(http(Optional.of("app")))).isEqualTo("http and leads to backend app");
    }

    @Test
    void routes_are_counted_and_their_backends_named_once() {
        assertThat(StartMessage.describe(http(Optional.of("app"), to("api")))).isEqualTo(
                "http and leads to backends app, api by 1 route");
        assertThat(StartMessage.describe(http(Optional.of("app"), to("api"), to("app"), route("", "/no", new Deny()))))
                .isEqualTo("http and leads to backends app, api by 3 routes");
    }

    @Test
    void a_listener_without_a_backend_answers_itself() {
        assertThat(StartMessage.describe(http(Optional.empty(), route("", "/", new Deny()))))
                .isEqualTo("http and answers all requests itself by 1 route");
    }

    @Test
    void many_backends_do_not_make_a_long_line() {
        RouteSpec[] thousand = IntStream.range(0, 1000).mapToObj(i -> to("b" + i)).toArray(RouteSpec[]::new);

        assertThat(StartMessage.describe(http(Optional.empty(), thousand))).isEqualTo(
                "http and leads to backends b0, b1, b2, b3, b4 and 995 more by 1000 routes");
    }
}
