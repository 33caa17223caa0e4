package io.janus.proxy.http.forward;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.sun.management.ThreadMXBean;

import io.janus.proxy.http.forward.ForwardedResponse.BodyChange;
import io.janus.proxy.http.forward.ForwardedResponse.ConnectionField;
import io.janus.proxy.http.parse.RequestHead;
import io.janus.proxy.http.parse.ResponseHead;
import io.janus.proxy.route.CanonicalPath;
import io.janus.proxy.route.HeaderEdits;
import io.janus.proxy.spec.AddressRange;
import io.janus.proxy.spec.RouteSpec.HeaderEditsSpec;
import io.janus.proxy.stats.ErrorCode;

/** The steady path leaves nothing for the garbage collector. Counted by the JDK for the calling thread, byte by byte. */
class ForwardingAllocatesNothingTest {

    /** So many calls have grown every buffer and done all that is done only once. */
    private static final int CALLS = 5_000;

    /** One round without a byte is the proof. More are tried because the JVM may do something of its own in any of them. */
    private static final int ROUNDS = 5;

    private static final byte[] DATE = "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n".getBytes(ISO_8859_1);

    private final Bytes out = new Bytes(64);

    @Test
    void a_request_of_an_untrusted_peer() {
        assertRequestAllocatesNothing(List.of(), "GET /a?b HTTP/1.1\nHost: h\nConnection: close\nX-Forwarded-For: 6.6.6.6\n");
        assertRequestAllocatesNothing(List.of(), "GET http://h/a/../b HTTP/1.0\nConnection: a, b\nB: 1\n");
    }

    @Test
    void a_request_of_a_trusted_peer_that_names_the_same_client_again() {
        assertRequestAllocatesNothing(RequestForwarding.ranges("192.0.2.0/24", "10.0.0.0/8"),
                "GET /a?b HTTP/1.1\nHost: h\nX-Forwarded-For: 6.6.6.6, 1.2.3.4\nX-Forwarded-For: 10.0.0.1\nX-Real-IP: 1.2.3.4\n");
        assertRequestAllocatesNothing(RequestForwarding.ranges("192.0.2.0/24"), "GET / HTTP/1.1\nHost: h\nUpgrade: a\n");
    }

    @Test
    void a_response() {
        ResponseHead head = new ResponseHead();
        ForwardedResponse forwarded = new ForwardedResponse();
        HeaderEdits edits = new HeaderEdits(new HeaderEditsSpec(List.of("server"), Map.of("a", "b"), Map.of()));
        byte[] usual = ResponseForwarding.scan(head, "HTTP/1.1 200 OK\nServer: s\nConnection: keep-alive\nContent-Length: 5\n");

        assertAllocatesNothing(() -> {
            forwarded.write(usual, head, HeaderEdits.NONE, BodyChange.NONE, ConnectionField.NONE, false, DATE, out.clear());
            forwarded.write(usual, head, edits, BodyChange.CHUNK, ConnectionField.CLOSE, true, DATE, out.clear());
        });
    }

    @Test
    void an_answer_of_its_own_and_its_date() {
        DateLine date = new DateLine(() -> 0);
        Bytes location = new Bytes(8).add("http://example.com/");

        assertAllocatesNothing(() -> {
            OwnAnswer.write(ErrorCode.NO_ROUTE, ConnectionField.CLOSE, false, date.at(5), out.clear());
            OwnAnswer.writeRedirect(308, location, ConnectionField.NONE, date.at(6), out.clear());
        });
    }

    @Test
    void a_host_line_of_the_same_endpoint() {
        ForwardedRequest forwarded = new ForwardedRequest();
        InetSocketAddress endpoint = RequestForwarding.address("10.0.0.1", 5);

        assertAllocatesNothing(() -> forwarded.writeHost(endpoint, out.clear()));
    }

    private void assertRequestAllocatesNothing(List<AddressRange> trusted, String lines) {
        RequestHead head = new RequestHead();
        CanonicalPath path = new CanonicalPath();
        ForwardedRequest forwarded = new ForwardedRequest();
        ClientIdentity identity = new ClientIdentity(RequestForwarding.address(RequestForwarding.PEER, 5));
        byte[] bytes = RequestForwarding.scan(head, lines);
        path.read(bytes, head.pathStart(), head.pathEnd());

        assertAllocatesNothing(() -> {
            identity.read(bytes, head, trusted);
            forwarded.write(bytes, head, path, null, identity, true, out.clear());
        });
    }

    private static void assertAllocatesNothing(Runnable call) {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        assumeThat(thread.isThreadAllocatedMemorySupported()).as("this JVM counts allocated bytes").isTrue();
        thread.setThreadAllocatedMemoryEnabled(true);
        long fewestBytes = Long.MAX_VALUE;
        for (int round = 0; round <= ROUNDS && fewestBytes > 0; round++) {
            long before = thread.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < CALLS; i++) {
                call.run();
            }
            long bytes = thread.getCurrentThreadAllocatedBytes() - before;
            fewestBytes = round == 0 ? fewestBytes : Math.min(fewestBytes, bytes);
        }
        assertThat(fewestBytes).as("bytes allocated by %s calls", CALLS).isZero();
    }
}
