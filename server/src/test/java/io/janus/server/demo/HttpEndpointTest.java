package io.janus.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class HttpEndpointTest {

    /** Nothing here waits for what the demo only does to look alive. */
    private static final int NO_TIME = 0;

    @Test
    void it_answers_with_its_name_what_it_was_asked_for_and_for_whom() throws Exception {
        try (HttpEndpoint endpoint = healthy()) {
            HttpRequest request = HttpRequest.newBuilder(uri(endpoint, "/users?page=2")).header("X-Forwarded-For", "10.1.2.3")
                    .build();

            HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
            assertThat(answer.body()).isEqualTo("Hello from app-7: GET /users?page=2 for 10.1.2.3\n");
        }
    }

    @Test
    void a_body_is_read_and_the_connection_stays() throws IOException {
        try (HttpEndpoint endpoint = healthy();
                Socket client = new Socket(endpoint.address().getAddress(), endpoint.address().getPort())) {
            for (int i = 0; i < 3; i++) {
                client.getOutputStream()
                        .write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody"
                                .getBytes(StandardCharsets.US_ASCII));

                assertThat(readUntil(client.getInputStream(), "for someone\n")).startsWith("HTTP/1.1 200")
                        .doesNotContainIgnoringCase("connection: close");
            }
        }
    }

    @Test
    void an_answer_to_head_has_the_length_of_the_body_that_get_would_have() throws Exception {
        try (HttpEndpoint endpoint = healthy()) {
            HttpRequest request = HttpRequest.newBuilder(uri(endpoint, "/")).method("HEAD", BodyPublishers.noBody()).build();

            HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

            assertThat(answer.headers().firstValueAsLong("Content-Length"))
                    .hasValue("Hello from app-7: HEAD / for someone\n".length());
        }
    }

    @Test
    void closing_it_ends_it() throws IOException {
        HttpEndpoint endpoint = healthy();
        endpoint.close();

        assertThatThrownBy(() -> new Socket(endpoint.address().getAddress(), endpoint.address().getPort()))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void out_of_order_it_answers_503_at_once_and_afterwards_as_before() throws Exception {
        AtomicLong nanos = new AtomicLong();
        Outage outage = new Outage(nanos::get);
        try (HttpEndpoint endpoint = new HttpEndpoint("app-7", NO_TIME, outage::now)) {
            assertThat(get(endpoint).statusCode()).isEqualTo(200);

            nanos.addAndGet(Outage.FIRST.toNanos());
            assertThat(get(endpoint).statusCode()).isEqualTo(503);
            assertThat(get(endpoint).body()).isEqualTo("app-7 is out of order\n");

            nanos.addAndGet(Outage.LASTS.toNanos());
            assertThat(get(endpoint).statusCode()).isEqualTo(200);
        }
    }

    private static HttpEndpoint healthy() throws IOException {
        return new HttpEndpoint("app-7", NO_TIME, () -> false);
    }

    private static HttpResponse<String> get(HttpEndpoint endpoint) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri(endpoint, "/")).build(), BodyHandlers.ofString());
    }

    private static URI uri(HttpEndpoint endpoint, String path) {
        return URI.create("http://" + DemoSetup.text(endpoint.address()) + path);
    }

    private static String readUntil(InputStream in, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new AssertionError("ended after " + text);
            }
            text.append((char) next);
        }
        return text.toString();
    }
}
