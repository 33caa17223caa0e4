package io.janus.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DemoTrafficTest {

    private static final int NO_TIME = 0;

    @Test
    void it_is_answered_on_both_listeners_and_ends_when_it_is_closed() throws IOException {
        try (HttpEndpoint web = new HttpEndpoint("app-7", NO_TIME, () -> false);
                EchoEndpoint echo = new EchoEndpoint("echo-7")) {
            DemoTraffic traffic = new DemoTraffic(new WebVisitor(web.address()), new EchoVisitor(echo.address(), NO_TIME));
            await().until(() -> traffic.requests() > 1 && traffic.sessions() > 1);
            assertThat(traffic.failed()).as("only what a slow machine makes late")
                    .isLessThan(traffic.requests() + traffic.sessions());

            traffic.close();

            await().until(traffic::ended);
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

    @Test
    void an_answer_that_is_an_error_of_the_server_is_a_failure() throws IOException {
        try (HttpEndpoint web = new HttpEndpoint("app-7", NO_TIME, () -> true);
                EchoEndpoint echo = new EchoEndpoint("echo-7");
                DemoTraffic traffic = new DemoTraffic(web.address(), echo.address())) {
            await().until(() -> traffic.failed() > 2);

            assertThat(traffic.requests()).isZero();
        }
    }

    @Test
    void it_does_not_end_before_its_visitors_are_gone() {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        DemoTraffic traffic = new DemoTraffic(() -> {
            inside.countDown();
            never.await();
        }, never::await);
        await().until(() -> inside.getCount() == 0);

        traffic.close();

        assertThat(traffic.ended()).isTrue();
    }
}
