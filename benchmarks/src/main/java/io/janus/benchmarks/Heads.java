package io.janus.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

import io.janus.proxy.http.parse.HeadLimits;
import io.janus.proxy.http.parse.RequestHead;

/** Writes heads that are alike and never the same. The same ones in every run. */
final class Heads {

    /** What a listener allows by default. */
    static final HeadLimits LIMITS = new HeadLimits(16 * 1024, 100, 8 * 1024);

    /** So many bytes of heads are walked through: they fit a second-level cache, and no predictor remembers their branches. */
    private static final int BYTES = 64 * 1024;

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

    /** What large heads have beside the usual fields; no one of them is for the next hop only. */
    private static final List<String> MORE_NAMES = List.of("Accept-Language", "Authorization", "Cache-Control", "X-Cache-Key",
            "DNT", "If-Modified-Since", "If-None-Match", "Origin", "Pragma", "Priority", "Range", "Referer", "Sec-CH-UA",
            "Sec-CH-UA-Mobile", "Sec-CH-UA-Platform", "Sec-Fetch-Dest", "Sec-Fetch-Mode", "Sec-Fetch-Site", "Sec-Fetch-User",
            "Sec-GPC", "Traceparent", "Tracestate", "Upgrade-Insecure-Requests", "X-Amzn-Trace-Id", "X-B3-SpanId",
            "X-B3-TraceId", "X-Client-Version", "X-Correlation-Id", "X-CSRF-Token", "X-Device-Id", "X-Requested-With",
            "X-Session-Id", "X-Tenant", "X-User");

    private final SplittableRandom random = new SplittableRandom(1);

    /** Different requests of a size, each in an array of its own that has the room behind it which scanners ask for. */
    static byte[][] requests(HeadSize size) {
        Heads heads = new Heads();
        return heads.fill(() -> heads.request(size));
    }

    /** Different responses of a size, likewise. */
    static byte[][] responses(HeadSize size) {
        Heads heads = new Heads();
        return heads.fill(() -> heads.response(size));
    }

    /** The bytes of a head and the room that scanners ask for. */
    static byte[] scannable(String head) {
        byte[] bytes = head.getBytes(ISO_8859_1);
        return Arrays.copyOf(bytes, bytes.length + RequestHead.SENTINEL);
    }

    /** One after the last byte of a head that is in such an array. */
    static int end(byte[] scannable) {
        return scannable.length - RequestHead.SENTINEL;
    }

    private byte[][] fill(Supplier<String> head) {
        List<byte[]> all = new ArrayList<>();
        for (int bytes = 0; bytes < BYTES; bytes += end(all.get(all.size() - 1))) {
            all.add(scannable(head.get()));
        }
        return all.toArray(new byte[0][]);
    }

    private String request(HeadSize size) {
        String line = "GET /" + word(3, 9) + "/" + word(2, 20) + " HTTP/1.1\r\nHost: " + word(3, 9) + ".example.com\r\n";
        String usual = size == HeadSize.SHORT ? ""
                : "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:" + number(90, 130) + ".0) Gecko/20100101 Firefox/128.0\r\n"
                        + "Accept: text/html,application/xhtml+xml,*/*;q=0." + number(1, 9)
                        + "\r\nAccept-Encoding: gzip, br\r\n"
                        + "Cookie: session=" + word(16, 32) + "; theme=" + word(3, 6) + "\r\nX-Request-Id: " + word(30, 36)
                        + "\r\n";
        return line + usual + (size == HeadSize.LARGE ? moreFields(MORE_NAMES.size()) : "") + "\r\n";
    }

    private String response(HeadSize size) {
        if (size == HeadSize.SHORT) {
            return "HTTP/1.1 304 Not Modified\r\nETag: \"" + word(6, 12) + "\"\r\nDate: " + date() + "\r\n\r\n";
        }
        String usual = "HTTP/1.1 200 OK\r\nServer: nginx/1." + number(18, 28) + "." + number(0, 9) + "\r\nDate: " + date()
                + "\r\nContent-Type: text/html\r\nContent-Length: " + number(0, 100_000) + "\r\nLast-Modified: " + date()
                + "\r\nETag: \"" + word(6, 16) + "\"\r\nAccept-Ranges: bytes\r\n";
        // One field more than a request of this size has is usual.
        return usual + (size == HeadSize.LARGE ? moreFields(MORE_NAMES.size() - 1) : "") + "\r\n";
    }

    private String moreFields(int count) {
        StringBuilder fields = new StringBuilder();
        for (String name : MORE_NAMES.subList(0, count)) {
            fields.append(name).append(": ").append(word(60, 130)).append("\r\n");
        }
        return fields.toString();
    }

    private String date() {
        return "Tue, %02d Jul 2025 %02d:%02d:%02d GMT".formatted(number(1, 31), number(0, 23), number(0, 59), number(0, 59));
    }

    /** @param longest how many letters at most, as many as that included */
    String word(int shortest, int longest) {
        StringBuilder word = new StringBuilder();
        for (int i = number(shortest, longest); i > 0; i--) {
            word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return word.toString();
    }

    private int number(int least, int most) {
        return random.nextInt(least, most + 1);
    }
}
