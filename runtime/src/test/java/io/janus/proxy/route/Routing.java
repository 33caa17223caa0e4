package io.janus.proxy.route;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/** Asks a table which route requests without fields take. */
final class Routing {

    private final RouteTable table;
    private final CanonicalPath path = new CanonicalPath();

    Routing(RouteDraft... routes) {
        table = RouteTable.compile(Arrays.stream(routes).map(RouteDraft::build).toList());
    }

    /** The name of the route; {@code none} when there is none. */
    String get(String host, String target) {
        return ask("GET", host, target);
    }

    /** @param host null when the request has none */
    String ask(String method, @Nullable String host, String target) {
        byte[] bytes = (method + " " + target + " " + (host == null ? "" : host)).getBytes(ISO_8859_1);
        int pathStart = method.length() + 1;
        int pathEnd = pathStart + target.length();
        if (target.equals("*")) {
            path.asterisk();
        } else {
            assertThat(path.read(bytes, pathStart, pathEnd)).as(target).isTrue();
        }
        int hostStart = host == null ? -1 : pathEnd + 1;
        int hostEnd = host == null ? -1 : bytes.length;
        int index = table.match(bytes, hostStart, hostEnd, 0, method.length(), null, path);
        return index == RouteTable.NONE ? "none" : table.routes().get(index).spec().name().orElseThrow();
    }
}
