package io.janus.proxy.http;

import static io.janus.proxy.testing.SpecDraft.http;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import com.sun.management.ThreadMXBean;

import io.janus.proxy.balancers.BuiltInBalancers;
import io.janus.proxy.io.Transport;
import io.janus.proxy.testing.Peer;
import io.janus.proxy.testing.ProxyFixture;
import io.janus.proxy.testing.SpecDraft;
import io.janus.proxy.testing.TestEndpoint;

/** The program that {@link SteadyStateTest} runs in a process without leak detection, which itself allocates. */
final class SteadyStateMain {

    /** So many that everything is compiled, and whatever is lent out has been allocated. */
    private static final int WARM_UP = 30_000;
    private static final int REQUESTS = 10_000;

    /** More than a ring of the access log takes. */
    private static final int TO_FILL = 3_000;

    /** For what comes once in a while: a fifth of what the smallest object for each request would take, 160 KB. */
    private static final long BYTES_AT_MOST = 32 * 1024;

    /** For the ticks of each second that it takes, and the Date line made in it: 3 to 4 KB. */
    private static final long BYTES_PER_SECOND = 8 * 1024;

    private static final byte[] REQUEST = """
            POST /v1/orders?id=7 HTTP/1.1
            Host: app.example.com
            User-Agent: test
            Accept: */*
            Cookie: session=0123456789abcdef
            X-Forwarded-For: 10.0.0.1
            Connection: keep-alive
            Content-Length: 5

            hello""".replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);

    private static final byte[] ANSWER = """
            HTTP/1.1 200 OK
            Server: test
            Content-Type: text/plain
            Connection: keep-alive
            Keep-Alive: timeout=60
            Transfer-Encoding: chunked

            5
            world
            0

            """.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);

    private SteadyStateMain() {
    }

    /** @param arguments {@code logged} for a listener with an access log */
    public static void main(String[] arguments) throws IOException {
        boolean logged = List.of(arguments).contains("logged");
        try (var endpoint = TestEndpoint.that(SteadyStateMain::answer);
                var proxy = ProxyFixture.on(Transport.best()).loops(1)
                        .policy("least-request", Objects.requireNonNull(BuiltInBalancers.byName().get("least-request")))
                        .serving(spec(endpoint, logged));
                var client = proxy.connect()) {
            AtomicLong drained = new AtomicLong();
            if (logged) {
                exchange(client, TO_FILL); // now there are as many records as there can ever be
                assertThat(proxy.proxy().access().dropped()).as("records that found the ring full").isPositive();
                drain(proxy, drained);
            }
            exchange(client, WARM_UP);
            long beginNanos = System.nanoTime();
            long before = allocatedByLoop();
            exchange(client, REQUESTS);
            long allocated = allocatedByLoop() - before;
            long forTime = BYTES_PER_SECOND * (System.nanoTime() - beginNanos) / TimeUnit.SECONDS.toNanos(1);

            assertThat(allocated).as("bytes for %d requests", REQUESTS).isLessThan(BYTES_AT_MOST + forTime);
            if (logged) {
                await().until(() -> drained.get() + proxy.proxy().access().dropped() == TO_FILL + WARM_UP + REQUESTS);
                assertThat(drained).hasPositiveValue();
            }
        }
        System.out.println("all well");
    }

    private static SpecDraft spec(TestEndpoint endpoint, boolean logged) {
        SpecDraft spec = http(app -> app.policy("least-request").endpoints(endpoint.address()),
                web -> web.backend("app").route("/v1", "app"));
        return logged ? spec.logged() : spec;
    }

    /** Empties the rings as the writer does: every ten milliseconds, by a thread of its own. */
    private static void drain(ProxyFixture proxy, AtomicLong drained) {
        Thread writer = new Thread(() -> {
            for (;;) {
                proxy.proxy().access().drain(record -> drained.incrementAndGet());
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
        }, "writer");
        writer.setDaemon(true);
        writer.start();
    }

    /** The answer as it reaches the client: without the two fields for the hop, and with a Date. */
    private static void exchange(Peer client, int requests) throws IOException {
        InputStream in = client.socket().getInputStream();
        byte[] bytes = new byte[4096];
        for (int i = 0; i < requests; i++) {
            client.send(REQUEST);
            int length = 0;
            while (length < 5 || bytes[length - 5] != '0' || bytes[length - 1] != '\n') {
                int read = in.read(bytes, length, bytes.length - length);
                assertThat(read).as("the answer goes on").isPositive();
                length += read;
            }
        }
    }

    private static void answer(Socket connection) throws IOException {
        InputStream in = connection.getInputStream();
        byte[] bytes = new byte[4096];
        int length = 0;
        for (int read = in.read(bytes); read > 0; read = in.read(bytes, length, bytes.length - length)) {
            length += read;
            if (length > 5 && bytes[length - 1] == 'o') { // the last byte of the body
                connection.getOutputStream().write(ANSWER);
                length = 0;
            }
        }
    }

    private static long allocatedByLoop() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (long id : threads.getAllThreadIds()) {
            var info = threads.getThreadInfo(id);
            if (info != null && info.getThreadName().startsWith("janus-io-")) {
                return threads.getThreadAllocatedBytes(id);
            }
        }
        throw new AssertionError("there is no loop");
    }
}
