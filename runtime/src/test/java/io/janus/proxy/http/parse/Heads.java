package io.janus.proxy.http.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Heads good and bad, and seeded mutations of them. Always the same for the same seed. */
final class Heads {

    private static final List<String> REQUEST_LINES = List.of("GET / HTTP/1.1", "GET /a/b?c=d&e HTTP/1.1",
            "POST /form HTTP/1.1",
            "PUT /x HTTP/1.0", "OPTIONS * HTTP/1.1", "GET http://a.example:8080/x?y HTTP/1.1", "CONNECT a:443 HTTP/1.1",
            "\r\nGET / HTTP/1.1", "PURGE /\"<> HTTP/1.2");

    private static final List<String> STATUS_LINES = List.of("HTTP/1.1 200 OK", "HTTP/1.0 404 Not Found", "HTTP/1.1 204 ",
            "HTTP/1.1 304",
            "HTTP/1.1 101 Switching Protocols", "HTTP/1.1 500 \u00e4\t");

    private static final List<String> FIELDS = List.of("Host: example.com", "Host: [::1]:80", "Host:", "Accept: */*",
            "A:\t b \t",
            "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Content-Length: 0",
            "Content-Length: 17", "Content-Length: 17, 17", "Content-Length: +5", "Content-Length: 017",
            "Transfer-Encoding: chunked",
            "transfer-encoding: gzip, chunked", "Transfer-Encoding: identity", "Connection: keep-alive",
            "Connection: close, x-a",
            "Connection: upgrade", "Connection: a b", "Connection: content-length", "Upgrade: websocket", "X-A: 1",
            "X_Forwarded_For: 1",
            "X-Forwarded-For: 10.0.0.1", "Expect: 100-continue", "Keep-Alive: timeout=5, max=7", "TE: trailers", "Name : value",
            " folded: line", "Bad\u0001Name: a", "Obs: \u00e4\u00f6", "Ctl: a\u0001b", "Nul: a\u0000b", "Cr: a\rb", "Lf: a\nb",
            ": empty",
            "nocolon");

    /** What mutations put in: the bytes that grammars treat in some way of their own, and a few that they do not. */
    private static final String SPECIAL = "\r\n\t :;,=\"%#?/\\[]@.-_()0129aZ\u0000\u0001\u007f\u0080\u00e4\u00ff";

    private static final List<String> PIECES = List.of("\r\n", "\r\n\r\n", "\r\n ", "Content-Length: 5\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Host: b\r\n", " HTTP/1.1", "HTTP/1.0", "chunked", "http://", "%00", "\r", "\n", ", ");

    private Heads() {
    }

    static Stream<String> requests(long seed, int count) {
        return generated(seed, count, REQUEST_LINES, line -> line.contains("1.0") ? "" : "Host: a\r\n");
    }

    static Stream<String> responses(long seed, int count) {
        return generated(seed, count, STATUS_LINES, line -> "");
    }

    /** As it is for the first of each three, mutated once or a few times for the others. */
    private static Stream<String> generated(long seed, int count, List<String> lines, Function<String, String> needed) {
        Random random = new Random(seed);
        List<String> heads = new ArrayList<>(count);
        while (heads.size() < count) {
            String line = lines.get(random.nextInt(lines.size()));
            String fields = random.ints(random.nextInt(4), 0, FIELDS.size()).mapToObj(i -> FIELDS.get(i) + "\r\n")
                    .collect(Collectors.joining());
            String head = line + "\r\n" + (random.nextInt(8) > 0 ? needed.apply(line) : "") + fields + "\r\n";
            heads.add(head);
            heads.add(mutated(head, 1, random));
            heads.add(mutated(head, 2 + random.nextInt(4), random));
        }
        return heads.stream().limit(count);
    }

    static String mutated(String text, int times, Random random) {
        String mutant = text;
        for (int i = 0; i < times; i++) {
            mutant = mutatedOnce(mutant, random);
        }
        return mutant;
    }

    private static String mutatedOnce(String text, Random random) {
        int at = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), at + 1 + random.nextInt(3));
        char special = SPECIAL.charAt(random.nextInt(SPECIAL.length()));
        switch (random.nextInt(6)) {
            case 0:
                return text.substring(0, at) + special + text.substring(at);
            case 1:
                return text.substring(0, at) + text.substring(to);
            case 2:
                return text.substring(0, at) + special + text.substring(Math.min(text.length(), at + 1));
            case 3:
                return text.substring(0, to) + text.substring(at);
            case 4:
                return text.substring(0, at) + PIECES.get(random.nextInt(PIECES.size())) + text.substring(at);
            default:
                int from = random.nextInt(text.length() + 1);
                return text.substring(0, at) + text.substring(Math.min(from, at), Math.max(from, at)) + text.substring(at);
        }
    }
}
