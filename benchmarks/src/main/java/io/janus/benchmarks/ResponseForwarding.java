package io.janus.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

import io.janus.proxy.http.forward.Bytes;
import io.janus.proxy.http.forward.DateLine;
import io.janus.proxy.http.forward.ForwardedResponse;
import io.janus.proxy.http.forward.ForwardedResponse.BodyChange;
import io.janus.proxy.http.forward.ForwardedResponse.ConnectionField;
import io.janus.proxy.http.parse.HeadLimits;
import io.janus.proxy.http.parse.ResponseHead;
import io.janus.proxy.http.parse.Verdict;
import io.janus.proxy.route.HeaderEdits;
import io.janus.proxy.spec.RouteSpec.HeaderEditsSpec;

/** Writing the head of a response as a client gets it, after it was scanned: usual ones, with 7 fields. */
public class ResponseForwarding extends NanosPerCall {

    /** What is to be done about a head. */
    public enum Edits {
        /** Nothing: it is one copy. */
        NONE,
        /** Two fields for this hop only are left out, as nginx sends them. */
        HOP_BY_HOP,
        /** The route removes a field, sets one and adds one. */
        ROUTE
    }

    private static final HeaderEditsSpec ROUTE_EDITS = new HeaderEditsSpec(List.of("server"),
            Map.of("cache-control", "no-store"), Map.of("strict-transport-security", "max-age=31536000"));

    private static final String LAST_LINE = "\r\n";

    /** What a scan notes of each response takes memory as if it had so many fields. */
    private static final HeadLimits FEW_FIELDS = new HeadLimits(1024, 12, 512);

    /** Longer than any of these heads gets. */
    private static final int CAPACITY = 1024;

    @Param
    public Edits edits = Edits.NONE;

    private final ForwardedResponse forwarded = new ForwardedResponse();
    private final Bytes out = new Bytes(CAPACITY);
    private final byte[] date = new DateLine().at(System.nanoTime());
    private HeaderEdits routeEdits;
    private Response[] responses;
    private Walk walk;

    /** A scanned response. */
    private static final class Response {

        private final byte[] bytes;
        private final ResponseHead head;

        Response(byte[] bytes, ResponseHead head) {
            this.bytes = bytes;
            this.head = head;
        }
    }

    @Setup
    public void scanHeads() {
        routeEdits = edits == Edits.ROUTE ? new HeaderEdits(ROUTE_EDITS) : HeaderEdits.NONE;
        byte[][] heads = Heads.responses(HeadSize.USUAL);
        responses = new Response[heads.length];
        String more = edits == Edits.HOP_BY_HOP ? "Connection: keep-alive\r\nKeep-Alive: timeout=60\r\n" : "";
        for (int i = 0; i < heads.length; i++) {
            String head = new String(heads[i], 0, Heads.end(heads[i]) - LAST_LINE.length(), StandardCharsets.ISO_8859_1);
            responses[i] = scanned(head + more + LAST_LINE);
        }
        walk = new Walk(responses.length);
    }

    private static Response scanned(String text) {
        byte[] bytes = Heads.scannable(text);
        ResponseHead head = new ResponseHead();
        if (head.scan(bytes, 0, Heads.end(bytes), FEW_FIELDS) != Verdict.COMPLETE) {
            throw new IllegalStateException("not a head: " + text);
        }
        return new Response(bytes, head);
    }

    @Benchmark
    public Bytes forward() {
        Response response = responses[walk.next()];
        forwarded.write(response.bytes, response.head, routeEdits, BodyChange.NONE, ConnectionField.NONE, false, date,
                out.clear());
        return out;
    }

    /** How many different responses there are. */
    int responses() {
        return responses.length;
    }
}
