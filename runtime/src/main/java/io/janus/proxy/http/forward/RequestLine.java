package io.janus.proxy.http.forward;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.http.parse.Method;
import io.janus.proxy.http.parse.RequestHead;
import io.janus.proxy.http.parse.TargetForm;
import io.janus.proxy.route.CanonicalPath;
import io.janus.proxy.route.Route;

/** The request line as an endpoint gets it: HTTP/1.1, its target in origin form or {@code *}. Allocates nothing. */
final class RequestLine {

    private static final byte[] VERSION = " HTTP/1.1\r\n".getBytes(ISO_8859_1);

    /** How far behind the target the minor version's digit is. */
    private static final int MINOR = " HTTP/1.".length();

    /** Whether the received line says what the endpoint must get, byte for byte. */
    boolean staysAsReceived(byte[] bytes, RequestHead head, CanonicalPath path, @Nullable Route route) {
        if (head.isHttp10() || bytes[head.targetEnd() + MINOR] != '1') {
            return false;
        }
        TargetForm form = head.targetForm();
        return form == TargetForm.ORIGIN ? !path.hadDotSegments() && !rewrites(route) : form != TargetForm.ABSOLUTE;
    }

    /** Where the received line ends, and the first field line begins. */
    int end(RequestHead head) {
        return head.targetEnd() + VERSION.length;
    }

    void write(byte[] bytes, RequestHead head, CanonicalPath path, @Nullable Route route, Bytes out) {
        out.add(bytes, head.methodStart(), head.methodEnd()).add((byte) ' ');
        TargetForm form = head.targetForm();
        if (form == TargetForm.ORIGIN || form == TargetForm.ABSOLUTE) {
            writeTarget(bytes, head, path, route, out);
        } else {
            out.add(bytes, head.targetStart(), head.targetEnd());
        }
        out.add(VERSION);
    }

    private static void writeTarget(byte[] bytes, RequestHead head, CanonicalPath path, @Nullable Route route, Bytes out) {
        boolean empty = head.pathStart() == head.pathEnd();
        if (empty && head.method() == Method.OPTIONS && head.pathEnd() == head.targetEnd()) {
            // RFC 9112 section 3.2.4: without path and query the request is for the server as a whole, and nothing rewrites it.
            out.add((byte) '*');
            return;
        }
        if (route != null && route.rewrites()) {
            route.writePath(path, out);
        } else if (path.hadDotSegments()) {
            out.add(path.bytes(), 0, path.length());
        } else if (empty) {
            out.add((byte) '/');
        } else {
            out.add(bytes, head.pathStart(), head.pathEnd());
        }
        out.add(bytes, head.pathEnd(), head.targetEnd());
    }

    private static boolean rewrites(@Nullable Route route) {
        return route != null && route.rewrites();
    }
}
