package io.janus.proxy.http.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.management.ManagementFactory;

import org.junit.jupiter.api.Test;

import com.sun.management.ThreadMXBean;

/** Scans leave nothing for the garbage collector. Counted by the JDK for the calling thread, byte by byte. */
class ScannerAllocationTest {

    /** So many calls are compiled by then, or at least have done all they do only once. */
    private static final int WARM_UP_CALLS = 5_000;
    private static final int CALLS_PER_ROUND = 5_000;

    /** One round without a byte is the proof. More are tried because the JVM may do something of its own in any of them. */
    private static final int ROUNDS = 5;

    @Test
    void a_request_is_scanned_without_allocation() {
        assertRequest("GET /a?b HTTP/1.1\r\nHost: a:80\r\nAccept: */*\r\nX-Forwarded-For: b\r\nContent-Length: 3\r\n\r\nabc");
        assertRequest(
                "PUT http://b/ HTTP/1.1\r\nHost: a\r\nConnection: upgrade, x-a\r\nUpgrade: b\r\nX-A: c\r\nExpect: 100-continue\r\n\r\n");
    }

    @Test
    void a_request_is_refused_without_allocation() {
        assertRequest("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n");
        assertRequest("GET / HTTP/1.1\r\nHost : a\r\n\r\n");
    }

    @Test
    void an_incomplete_request_is_scanned_without_allocation() {
        assertRequest("GET / HTTP/1.1\r\nHost: a\r\nAcc");
    }

    @Test
    void a_response_is_scanned_without_allocation() {
        Text text = Text.of(
                "HTTP/1.1 200 OK\r\nDate: now\r\nKeep-Alive: timeout=5\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n");
        ResponseHead head = new ResponseHead();
        assertAllocatesNothing(() -> text.scan(head));
    }

    @Test
    void chunks_and_trailers_are_read_without_allocation() {
        Text text = Text.of("a;b=\"c\"\r\n0123456789\r\n0\r\nA: b\r\nHost: c\r\n\r\n");
        ChunkReader reader = new ChunkReader();
        TrailerSection trailers = new TrailerSection();
        assertAllocatesNothing(() -> {
            reader.reset();
            int p = reader.read(text.bytes, Text.FROM, text.to);
            reader.skipData(10);
            p = reader.read(text.bytes, p + 10, text.to);
            trailers.scan(text.bytes, p, text.to, Text.LIMITS);
            if (trailers.isForwardable(1) || !trailers.isForwardable(0)) {
                throw new AssertionError(p);
            }
        });
    }

    private static void assertRequest(String request) {
        Text text = Text.of(request);
        RequestHead head = new RequestHead();
        assertAllocatesNothing(() -> text.scan(head));
    }

    private static void assertAllocatesNothing(Runnable call) {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        assumeThat(thread.isThreadAllocatedMemorySupported()).as("this JVM counts allocated bytes").isTrue();
        thread.setThreadAllocatedMemoryEnabled(true);
        for (int i = 0; i < WARM_UP_CALLS; i++) {
            call.run();
        }
        long fewestBytes = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && fewestBytes > 0; round++) {
            long before = thread.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < CALLS_PER_ROUND; i++) {
                call.run();
            }
            fewestBytes = Math.min(fewestBytes, thread.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(fewestBytes).as("bytes allocated by %s calls", CALLS_PER_ROUND).isZero();
    }
}
