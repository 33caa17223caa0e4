package io.janus.proxy.http;

import static io.janus.proxy.testing.SpecDraft.http;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Tag;

import io.janus.proxy.io.Transport;
import io.janus.proxy.testing.Delivery;
import io.janus.proxy.testing.HttpAnswer;
import io.janus.proxy.testing.HttpAnswer.Then;
import io.janus.proxy.testing.HttpEndpoint;
import io.janus.proxy.testing.HttpPeer;
import io.janus.proxy.testing.HttpResponse;
import io.janus.proxy.testing.OnEachTransport;
import io.janus.proxy.testing.ProxyFixture;

/** However a body is framed on either side, and however its bytes are split, it arrives whole, once, or visibly cut. */
@Tag("invariant-2")
@Tag("invariant-3")
class ReframingPropertyTest {

    /** A fixed seed makes a failure repeatable; it is in every message. */
    private static final long SEED = 9112;

    private static final int ROUNDS = 150;

    /** Beyond a read buffer and a water mark, now and then. */
    private static final int LARGE = 200_000;

    /** How a body is framed. */
    private enum Framed {
        LENGTH,
        CHUNKED,
        UNTIL_CLOSE
    }

    @OnEachTransport
    void every_answer_arrives_whole_and_once(Transport transport) {
        Random random = new Random(SEED);
        try (var endpoint = HttpEndpoint.answering("");
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()))) {
            for (int round = 0; round < ROUNDS; round++) {
                Framed framed = Framed.values()[round % 3];
                boolean http10 = round / 3 % 2 == 1;
                boolean head = round / 6 % 4 == 3;
                byte[] body = body(random);
                byte[] answer = answer(framed, head ? new byte[0] : body, body.length, random, head);
                Delivery delivery = body.length > 5000 ? Delivery.random(random, 9000) : Delivery.random(random, 60);
                endpoint.script(request -> HttpAnswer.of(answer).inPieces(delivery)
                        .then(framed == Framed.UNTIL_CLOSE ? Then.CLOSE : Then.KEEP));
                String as = "seed " + SEED + ", round " + round + ", " + framed + (http10 ? " to 1.0" : " to 1.1")
                        + (head ? " HEAD" : "");
                try (var client = HttpPeer.connectTo(proxy.web().address())) {
                    String method = head ? "HEAD" : "GET";
                    client.send(method + " /x HTTP/1." + (http10 ? "0" : "1") + "\r\nHost: a\r\nConnection: close\r\n\r\n");
                    HttpResponse response = client.receive(method);

                    assertThat(response.status()).as(as).isEqualTo(200);
                    assertThat(response.body().isComplete()).as(as + ": " + response.body().end()).isTrue();
                    assertThat(response.body().data()).as(as).isEqualTo(head ? new byte[0] : body);
                    if (http10) {
                        assertThat(response.head().has("Transfer-Encoding")).as(as).isFalse();
                    }
                    assertThat(client.awaitEnd()).as(as).isNotNull();
                }
            }
        }
    }

    @OnEachTransport
    void every_request_arrives_whole_and_once(Transport transport) {
        Random random = new Random(SEED);
        try (var endpoint = HttpEndpoint.answering("ok");
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            for (int round = 0; round < ROUNDS; round++) {
                boolean chunked = round % 2 == 1;
                byte[] body = body(random);
                ByteArrayOutputStream request = new ByteArrayOutputStream();
                add(request, "POST /" + round + " HTTP/1.1\r\nHost: a\r\n");
                byte[] framed = body;
                if (chunked) {
                    add(request, "Transfer-Encoding: chunked\r\n\r\n");
                    framed = chunks(body, random);
                } else {
                    add(request, "Content-Length: " + body.length + "\r\n\r\n");
                }
                request.writeBytes(framed);
                client.send(request.toByteArray(),
                        body.length > 5000 ? Delivery.random(random, 9000) : Delivery.random(random, 60));
                String as = "seed " + SEED + ", round " + round;

                assertThat(client.receive().text()).as(as).isEqualTo("ok");
                assertThat(endpoint.last().target()).as(as).isEqualTo("/" + round);
                assertThat(endpoint.last().body().raw()).as(as).isEqualTo(framed);
                assertThat(endpoint.last().body().data()).as(as).isEqualTo(body);
                assertThat(endpoint.requests()).as(as).hasSize(1);
                endpoint.forget();
            }
        }
    }

    @OnEachTransport
    void an_answer_that_is_cut_anywhere_never_looks_whole(Transport transport) {
        Random random = new Random(SEED);
        try (var endpoint = HttpEndpoint.answering("");
                var proxy = ProxyFixture.on(transport).serving(http(app -> app.endpoints(endpoint.address()).maxAttempts(1),
                        web -> web.backend("app")))) {
            for (int round = 0; round < ROUNDS; round++) {
                boolean reset = round % 2 == 1;
                Framed framed = reset ? Framed.values()[round / 2 % 3] : Framed.values()[round / 2 % 2];
                boolean http10 = round / 6 % 2 == 1;
                byte[] body = body(random);
                byte[] whole = answer(framed, body, body.length, random, false);
                byte[] cut = java.util.Arrays.copyOf(whole, random.nextInt(whole.length));
                endpoint.script(request -> HttpAnswer.of(cut).then(reset ? Then.RESET : Then.CLOSE));
                String as = "seed " + SEED + ", round " + round + ", " + framed + " cut by " + (reset ? "RST" : "FIN")
                        + " after " + cut.length
                        + " of " + whole.length + (http10 ? " to 1.0" : " to 1.1");
                try (var client = HttpPeer.connectTo(proxy.web().address())) {
                    client.send("GET /x HTTP/1." + (http10 ? "0" : "1") + "\r\nHost: a\r\nConnection: close\r\n\r\n");
                    HttpResponse response = client.receive();

                    if (response.status() == 502) {
                        assertThat(response.error()).as(as).isIn("endpoint_reset", "bad_response");
                    } else {
                        assertThat(response.body().isComplete()).as(as).isFalse();
                        assertThat(body).as(as).startsWith(response.body().data());
                    }
                }
            }
        }
    }

    private static byte[] body(Random random) {
        byte[] body = new byte[switch (random.nextInt(5)) {
            case 0 -> random.nextInt(3);
            case 1 -> random.nextInt(LARGE);
            default -> random.nextInt(1500);
        }];
        random.nextBytes(body);
        return body;
    }

    private static byte[] answer(Framed framed, byte[] body, int length, Random random, boolean bodiless) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        add(answer, "HTTP/1.1 200 OK\r\nX-A: 1\r\n");
        switch (framed) {
            case LENGTH -> {
                add(answer, "Content-Length: " + length + "\r\n\r\n");
                answer.writeBytes(body);
            }
            case CHUNKED -> {
                add(answer, "Transfer-Encoding: chunked\r\n\r\n");
                if (!bodiless) {
                    answer.writeBytes(chunks(body, random));
                }
            }
            case UNTIL_CLOSE -> {
                add(answer, "\r\n");
                answer.writeBytes(body);
            }
        }
        return answer.toByteArray();
    }

    /** Chunks of random sizes, with extensions, capitals, leading zeros and trailers now and then. */
    private static byte[] chunks(byte[] body, Random random) {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        int at = 0;
        while (at < body.length) {
            int size = Math.min(body.length - at, 1 + random.nextInt(body.length > 5000 ? 20_000 : 300));
            String hex = Integer.toHexString(size);
            add(chunks,
                    (random.nextInt(4) == 0 ? "00" : "") + (random.nextBoolean() ? hex : hex.toUpperCase(java.util.Locale.ROOT))
                            + (random.nextInt(4) == 0 ? ";a=\"b\"" : "") + "\r\n");
            chunks.write(body, at, size);
            add(chunks, "\r\n");
            at += size;
        }
        add(chunks, "0\r\n" + (random.nextInt(4) == 0 ? "X-Sum: 1\r\n" : "") + "\r\n");
        return chunks.toByteArray();
    }

    private static void add(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
