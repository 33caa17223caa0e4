package io.janus.proxy.http.forward;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** A random well-formed request head, hostile where it may be, and what must become of it. */
final class RandomRequest {

    /** Stands in each value that an endpoint must never get from an untrusted peer. */
    static final String FORGED = "6.6.6.6";

    private static final String[] METHODS = { "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "PURGE" };
    private static final String[] FAMILY = { "X-Forwarded-For", "X_Forwarded_For", "X-Forwarded_For", "x-forwarded-proto",
            "X_FORWARDED_PROTO", "X-Forwarded-Host", "x_forwarded-host", "X-Forwarded-Port", "X-Forwarded-Server", "X-Real-IP",
            "X_Real_IP", "X-Real_IP", "Forwarded" };
    private static final String[] HOP = { "Keep-Alive: timeout=5", "Proxy-Connection: keep-alive", "TE: trailers",
            "Connection: close", "connection: keep-alive", "Connection:" };
    private static final String[] NAMES = { "A", "x-a", "X-B", "x-c-d", "Accept", "Cookie", "User-Agent", "Hosts",
            "X-Forwarder",
            "Content-Lengths", "Upgrades" };

    private final Random random;
    private final List<String> lines = new ArrayList<>();
    /** The names, in lower case, that Connection names. */
    private final Set<String> named = new HashSet<>();

    final String method;
    final boolean http10;
    final String authority;
    /** What an endpoint must get as target, where no route rewrites and no segment is a dot. */
    final String target;
    final String text;

    RandomRequest(Random random) {
        this.random = random;
        method = METHODS[random.nextInt(METHODS.length)];
        http10 = random.nextInt(4) == 0;
        boolean absolute = random.nextInt(4) == 0;
        boolean hasHost = !http10 || random.nextBoolean();
        String host = "h" + random.nextInt(100) + ".example:8" + random.nextInt(10);
        String authorityOfTarget = "t" + random.nextInt(100) + ".example";
        authority = absolute ? authorityOfTarget : hasHost ? host : "";
        String path = random.nextInt(8) == 0 && absolute ? "" : path();
        String query = random.nextInt(3) == 0 ? "?q=/../x" : "";
        boolean asterisk = method.equals("OPTIONS") && !absolute && random.nextBoolean();
        boolean server = asterisk || method.equals("OPTIONS") && path.isEmpty() && query.isEmpty();
        target = server ? "*" : (path.isEmpty() ? "/" : path) + query;
        String received = asterisk ? "*" : absolute ? "http://" + authorityOfTarget + path + query : path + query;
        addLines(hasHost ? "Host: " + host : "");
        text = method + " " + received + " HTTP/1." + (http10 ? "0" : "1") + "\n" + String.join("\n", lines)
                + (lines.isEmpty() ? "" : "\n");
    }

    /** The lines that must go on as they are, in their order: those that only the application knows. */
    List<String> ordinary() {
        return lines.stream().filter(line -> isOrdinary(name(line)) && !named.contains(name(line))).toList();
    }

    /** A line's name in lower case. */
    static String name(String line) {
        return line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT);
    }

    static boolean isOrdinary(String name) {
        for (String each : NAMES) {
            if (each.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    private String path() {
        StringBuilder path = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            path.append('/').append(new String[] { "", "a", "b;c=d", "%7Ee", "x.y", "..." }[random.nextInt(6)]);
        }
        return path.toString();
    }

    private void addLines(String host) {
        for (int i = random.nextInt(12); i > 0; i--) {
            lines.add(switch (random.nextInt(5)) {
                case 0 -> FAMILY[random.nextInt(FAMILY.length)] + ": " + FORGED;
                case 1 -> HOP[random.nextInt(HOP.length)];
                case 2 -> connection();
                default ->
                    NAMES[random.nextInt(NAMES.length)] + ":" + " ".repeat(random.nextInt(3)) + "v" + random.nextInt(100);
            });
        }
        if (random.nextInt(6) == 0) {
            lines.add("Upgrade: " + new String[] { "websocket", "h2c", "a/1, b" }[random.nextInt(3)]);
            lines.add("Connection: x, upgrade");
            named.add("x");
        }
        switch (random.nextInt(4)) {
            case 0 -> lines.add("Content-Length: " + random.nextInt(1000));
            case 1 -> lines.add(http10 ? "Content-Length: 7" : "Transfer-Encoding: chunked");
            default -> {
            }
        }
        if (!host.isEmpty()) {
            lines.add(host);
        }
        Collections.shuffle(lines, random);
    }

    private String connection() {
        String[] names = new String[1 + random.nextInt(3)];
        for (int i = 0; i < names.length; i++) {
            String name = random.nextBoolean() ? NAMES[random.nextInt(NAMES.length)] : FAMILY[random.nextInt(FAMILY.length)];
            named.add(name.toLowerCase(Locale.ROOT));
            names[i] = random.nextBoolean() ? name : name.toUpperCase(Locale.ROOT);
        }
        return "Connection: " + String.join(random.nextBoolean() ? "," : " , ", names);
    }
}
