package io.janus.proxy.route;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.http.parse.Fields;
import io.janus.proxy.spec.RouteSpec.Match;

/** What a route asks of a request beside its host and path. Immutable. */
final class Criteria {

    /** Nothing, as of most routes: thousands of them share it. */
    private static final Criteria NONE = new Criteria(Set.of(), Map.of());

    /** Any of these; empty is all. Methods are case-sensitive (RFC 9110 section 9.1). */
    private final byte[][] methods;

    /** Each of these; names in lower case. */
    private final byte[][] names;
    private final byte[][] values;

    private Criteria(Set<String> anyMethod, Map<String, String> allHeaders) {
        methods = new byte[anyMethod.size()][];
        int method = 0;
        for (String one : anyMethod) {
            methods[method++] = Text.bytes(one);
        }
        names = new byte[allHeaders.size()][];
        values = new byte[names.length][];
        int header = 0;
        for (Map.Entry<String, String> one : allHeaders.entrySet()) {
            names[header] = Text.lower(one.getKey());
            values[header++] = Text.bytes(one.getValue());
        }
    }

    static Criteria of(Match match) {
        return match.methods().isEmpty() && match.headers().isEmpty() ? NONE : new Criteria(match.methods(), match.headers());
    }

    boolean hasMethods() {
        return methods.length > 0;
    }

    int headers() {
        return names.length;
    }

    /** @param fields the field lines; null when there are none */
    boolean accept(byte[] bytes, int methodStart, int methodEnd, @Nullable Fields fields) {
        return acceptMethod(bytes, methodStart, methodEnd)
                && (names.length == 0 || fields != null && acceptHeaders(bytes, fields));
    }

    private boolean acceptMethod(byte[] bytes, int from, int to) {
        for (byte[] method : methods) {
            if (Arrays.equals(method, 0, method.length, bytes, from, to)) {
                return true;
            }
        }
        return methods.length == 0;
    }

    private boolean acceptHeaders(byte[] bytes, Fields fields) {
        for (int i = 0; i < names.length; i++) {
            if (!anyLine(bytes, fields, names[i], values[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean anyLine(byte[] bytes, Fields fields, byte[] name, byte[] value) {
        for (int line = 0; line < fields.count(); line++) {
            if (Authority.equalsLower(bytes, fields.lineStart(line), fields.nameEnd(line), name)
                    && Arrays.equals(value, 0, value.length, bytes, fields.valueStart(line), fields.valueEnd(line))) {
                return true;
            }
        }
        return false;
    }
}
