package io.janus.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class DemoEndpointTest {

    @Test
    void it_greets_with_its_name_and_echoes() throws IOException {
        try (DemoEndpoint endpoint = new DemoEndpoint("app-7");
                Socket client = new Socket(endpoint.address().getAddress(), endpoint.address().getPort())) {
            BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            client.getOutputStream().write("one\ntwo\n".getBytes(StandardCharsets.UTF_8));
            client.shutdownOutput();

            assertThat(in.lines()).containsExactly("Hello from app-7. I echo what you type.", "one", "two");
        }
    }

    @Test
    void closing_it_ends_its_connections() throws IOException {
        DemoEndpoint endpoint = new DemoEndpoint("app-7");
        try (Socket client = new Socket(endpoint.address().getAddress(), endpoint.address().getPort())) {
            BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            in.readLine();

            endpoint.close();

            assertThat(in.readLine()).isNull();
        }
    }

    @Test
    void the_traffic_is_answered_and_ends_when_it_is_closed() throws IOException {
        try (DemoEndpoint endpoint = new DemoEndpoint("app-7")) {
            DemoTraffic traffic = new DemoTraffic(endpoint.address());
            await().until(() -> traffic.answered() > 0);

            traffic.close();

            assertThat(traffic.ended()).isTrue();
        }
    }

    @Test
    void the_traffic_survives_a_listener_that_is_not_there_yet() throws IOException {
        int port = FreePorts.near(20000);
        DemoTraffic traffic = new DemoTraffic(new InetSocketAddress("127.0.0.1", port));
        try {
            await().until(() -> traffic.failed() > 1);
        } finally {
            traffic.close();
        }
    }
}
