package io.janus.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class EchoEndpointTest {

    @Test
    void it_greets_with_its_name_and_echoes() throws IOException {
        try (EchoEndpoint endpoint = new EchoEndpoint("app-7");
                Socket client = new Socket(endpoint.address().getAddress(), endpoint.address().getPort())) {
            BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            client.getOutputStream().write("one\ntwo\n".getBytes(StandardCharsets.UTF_8));
            client.shutdownOutput();

            assertThat(in.lines()).containsExactly("Hello from app-7. I echo what you type.", "one", "two");
        }
    }

    @Test
    void closing_it_ends_its_connections() throws IOException {
        EchoEndpoint endpoint = new EchoEndpoint("app-7");
        try (Socket client = new Socket(endpoint.address().getAddress(), endpoint.address().getPort())) {
            BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            in.readLine();

            endpoint.close();

            assertThat(in.readLine()).isNull();
        }
    }
}
