package io.janus.quarkus.accesslog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.function.Consumer;

import io.janus.proxy.access.AccessRecord;
import io.janus.proxy.access.AccessRecord.Part;
import io.janus.proxy.access.AccessRings;

/** Records as event loops fill them, and the lines they become. */
final class Records {

    /** When all of them began. */
    static final Instant BEGAN = Instant.parse("2026-11-08T20:12:44.012Z");

    static final InetSocketAddress PEER = address("192.0.2.7", 4711);

    private Records() {
    }

    static InetSocketAddress address(String host, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** A request with everything there can be. */
    static void request(AccessRecord record) {
        record.begin("web", true, PEER, address("203.0.113.9", 0), 0);
        part(record, Part.METHOD, "GET");
        part(record, Part.TARGET, "/orders?id=7");
        part(record, Part.HOST, "shop.example.com");
        part(record, Part.USER_AGENT, "curl/8.0 (x)");
        part(record, Part.REFERER, "http://a/");
        record.version(false);
        record.leadsTo("orders", "app");
        record.attempt("app-1");
        record.received(150);
        record.sent(1234);
        record.answers(1_234_999);
        record.end(200, "complete", 12_000_000);
    }

    /** A session. */
    static void session(AccessRecord record) {
        record.begin("postgres", false, PEER, PEER, 0);
        record.leadsTo(null, "db");
        record.attempts(2, "db-1");
        record.received(5);
        record.sent(0);
        record.end(0, "client_reset", 3_600_000_000_000L);
    }

    static void part(AccessRecord record, Part part, String text) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        record.copy(part, bytes, 0, bytes.length);
    }

    /** The line of a record, without its line feed. */
    static String line(String format, Consumer<AccessRecord> filling) {
        AccessRecord record = new AccessRings(1).of(0).take();
        filling.accept(record);
        LineBuffer line = new LineBuffer();
        LineFormat.of(format).write(record, line, new LineClock(() -> BEGAN.toEpochMilli() + 500, () -> 500_000_000));
        String text = new String(line.bytes(), 0, line.length(), UTF_8);
        if (!text.endsWith("\n") || text.indexOf('\n') < text.length() - 1) {
            throw new AssertionError("not one line: " + text);
        }
        return text.substring(0, text.length() - 1);
    }
}
