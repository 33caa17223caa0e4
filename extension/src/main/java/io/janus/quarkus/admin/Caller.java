package io.janus.quarkus.admin;

import org.jspecify.annotations.Nullable;

import io.janus.quarkus.log.LogText;
import io.vertx.core.http.HttpServerRequest;

/** Who calls, for people: what the caller says of itself, which proves nothing, and where it called from. */
final class Caller {

    private static final int LONGEST_NAME = 64;

    private Caller() {
    }

    static String of(HttpServerRequest call) {
        String host = call.remoteAddress() == null ? "somewhere" : call.remoteAddress().host();
        String name = name(call.getHeader("Janus-User"));
        return name.isEmpty() ? host : name + " at " + host;
    }

    private static String name(@Nullable String said) {
        return said == null || said.length() > LONGEST_NAME || !said.chars().allMatch(c -> c >= ' ' && c < 0x7f) ? "" : said;
    }

    static String printable(@Nullable String text) {
        return LogText.line(String.valueOf(text));
    }
}
