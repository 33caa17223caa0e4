package io.janus.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DemoTrafficTest {

    @Test
    void it_is_answered_on_both_listeners_and_ends_when_it_is_closed() throws IOException {
        try (HttpEndpoint web = new HttpEndpoint("app-7"); EchoEndpoint echo = new EchoEndpoint("echo-7")) {
            DemoTraffic traffic = new DemoTraffic(web.address(), echo.address());
            await().until(() -> traffic.requests() > 1 && traffic.sessions() > 1);

            traffic.close();

            assertThat(traffic.ended()).isTrue();
            assertThat(traffic.failed()).isZero();
        }
    }

    @Test
    void it_survives_listeners_that_are_not_there_yet() {
        InetSocketAddress nobody = new InetSocketAddress("127.0.0.1", FreePorts.near(20000));
        DemoTraffic traffic = new DemoTraffic(nobody, nobody);
        try {
            await().until(() -> traffic.failed() > 2);
        } finally {
            traffic.close();
        }
    }
}
