package io.janus.proxy.http.forward;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

import io.janus.proxy.http.forward.ForwardedResponse.BodyChange;
import io.janus.proxy.http.forward.ForwardedResponse.ConnectionField;
import io.janus.proxy.http.parse.RequestHead;
import io.janus.proxy.http.parse.ResponseHead;
import io.janus.proxy.http.parse.Verdict;
import io.janus.proxy.route.HeaderEdits;
import io.janus.proxy.spec.RouteSpec.HeaderEditsSpec;

/** Scans response heads and forwards them. */
final class ResponseForwarding {

    static final String DATE = "Date: Sun, 06 Nov 1994 08:49:37 GMT\n";

    private final ResponseHead head = new ResponseHead();
    private final ForwardedResponse forwarded = new ForwardedResponse();

    private HeaderEdits edits = HeaderEdits.NONE;
    private BodyChange body = BodyChange.NONE;
    private ConnectionField connection = ConnectionField.NONE;
    private boolean via;

    ResponseForwarding editing(HeaderEditsSpec spec) {
        edits = new HeaderEdits(spec);
        return this;
    }

    ResponseForwarding changing(BodyChange change) {
        body = change;
        return this;
    }

    ResponseForwarding saying(ConnectionField field) {
        connection = field;
        return this;
    }

    ResponseForwarding withVia() {
        via = true;
        return this;
    }

    /** Forwards a head, whose lines are given with bare LF and without the empty line; answers the new one alike. */
    String forward(String lines) {
        byte[] bytes = scan(head, lines);
        Bytes out = new Bytes(16).add("before");
        forwarded.write(bytes, head, edits, body, connection, via, DATE.replace("\n", "\r\n").getBytes(ISO_8859_1), out);
        assertThat(out.toString()).startsWith("before");
        return RequestForwarding.text(new Bytes(16).add(out.array(), "before".length(), out.length()));
    }

    static byte[] scan(ResponseHead head, String lines) {
        byte[] text = (lines.replace("\n", "\r\n") + "\r\n").getBytes(ISO_8859_1);
        int from = 5;
        byte[] bytes = new byte[from + text.length + RequestHead.SENTINEL];
        Arrays.fill(bytes, (byte) '#');
        System.arraycopy(text, 0, bytes, from, text.length);
        assertThat(head.scan(bytes, from, from + text.length, RequestForwarding.LIMITS)).as(lines).isEqualTo(Verdict.COMPLETE);
        return bytes;
    }
}
