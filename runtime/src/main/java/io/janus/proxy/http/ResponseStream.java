package io.janus.proxy.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.http.forward.Bytes;
import io.janus.proxy.http.forward.ForwardedResponse.BodyChange;
import io.janus.proxy.http.forward.ForwardedResponse.ConnectionField;
import io.janus.proxy.http.parse.FieldName;
import io.janus.proxy.http.parse.Fields;
import io.janus.proxy.http.parse.Framing;
import io.janus.proxy.http.parse.HeadLimits;
import io.janus.proxy.http.parse.Method;
import io.janus.proxy.http.parse.ResponseHead;
import io.janus.proxy.http.parse.Verdict;
import io.janus.proxy.route.HeaderEdits;
import io.netty.buffer.ByteBuf;

/**
 * One response on its way to the client: heads are scanned and written anew in front of the body, which stays where it is
 * and is framed anew only where the client's version of HTTP asks for it. Used again for each exchange of a client
 * connection. Confined to its loop.
 */
final class ResponseStream implements Carried {

    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHUNK_END = "\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int UPGRADE_REQUIRED = 426;
    private static final int FIRST_FINAL = 200;

    private final HttpLoop http;
    private final ClientConnection client;
    private final Exchange exchange;
    private final Body body;

    private final HeadPieces pieces;
    private boolean began;
    private BodyChange change = BodyChange.NONE;
    private boolean inChunk;

    /**
     * What broke the endpoint's connection while it could still be read; null as a rule. Then no answer ends with the close.
     */
    private @Nullable String trouble;

    ResponseStream(HttpLoop http, ClientConnection client, Exchange exchange) {
        this.http = http;
        this.client = client;
        this.exchange = exchange;
        this.body = new Body(http);
        this.pieces = new HeadPieces(http);
    }

    /** Forgets the response before, of another exchange or another attempt. */
    void begin() {
        began = false;
        change = BodyChange.NONE;
        inChunk = false;
        trouble = null;
        end();
    }

    /** Lets go of everything it borrowed. */
    void end() {
        body.release();
        pieces.release();
    }

    /** Whether a byte of an answer has come. */
    boolean isBegun() {
        return began || pieces.isBegun();
    }

    // What the endpoint does

    @Override
    public void endpointSent(EndpointConnection from, ByteBuf bytes) {
        if (from == exchange.connection()) {
            received(bytes);
        } else {
            bytes.release();
        }
    }

    @Override
    public void endpointFinished(EndpointConnection from) {
        if (from != exchange.connection()) {
            return;
        }
        if (trouble != null) {
            exchange.endpointEnded(trouble);
        } else if (!finish()) {
            exchange.endpointEnded("it closed its connection");
        } else if (exchange.isUnderWay()) {
            exchange.answered(false);
        }
    }

    @Override
    public void endpointBroke(EndpointConnection from, Throwable cause) {
        if (from != exchange.connection()) {
            return;
        }
        if (!(cause instanceof IOException)) {
            exchange.internal(cause);
        } else if (from.isReadable()) {
            // An endpoint that has answered and closed breaks what is still being sent: its answer comes first, then the end.
            trouble = String.valueOf(cause.getMessage());
        } else {
            exchange.endpointEnded(String.valueOf(cause.getMessage()));
        }
    }

    @Override
    public void endpointClosed(EndpointConnection from) {
        if (from == exchange.connection()) {
            exchange.endpointEnded(trouble != null ? trouble : "its connection was closed");
        }
    }

    @Override
    public void endpointWritabilityChanged(EndpointConnection from) {
        if (from == exchange.connection() && from.isWritable()) {
            exchange.endpointWritable();
        }
    }

    /** Takes what came from the endpoint, and the reference to it. */
    private void received(ByteBuf bytes) {
        try {
            int head = 0;
            while (!began) {
                head = readHead(bytes);
                if (head < 0) {
                    return;
                }
            }
            if (head > 0 || bytes.isReadable()) {
                passBody(bytes, head);
            }
        } finally {
            bytes.release();
        }
    }

    /**
     * Reads a head.
     *
     * @return how many bytes of {@link HttpLoop#out()} go in front of the body; 0 after an interim response; -1 when there is
     *         nothing more to do for now
     */
    private int readHead(ByteBuf bytes) {
        if (!bytes.isReadable()) {
            return -1;
        }
        byte[] scratch = http.responseScratch();
        ResponseHead head = http.responseHead();
        Verdict verdict = pieces.scan(bytes, scratch, HeadLimits.OF_ENDPOINTS, http.responseScan());
        if (verdict != Verdict.COMPLETE) {
            if (verdict == Verdict.REFUSED) {
                exchange.badResponse(head.refusal());
            }
            return -1;
        }
        pieces.complete(bytes, head.end());
        return head.status() >= FIRST_FINAL ? finalHead(scratch, head, bytes) : interimHead(scratch, head, bytes);
    }

    private int interimHead(byte[] scratch, ResponseHead head, ByteBuf bytes) {
        boolean switches = head.status() == SWITCHING_PROTOCOLS;
        if (switches && !exchange.mayUpgradeTo(upgrade(scratch, head.fields()))) {
            exchange.badResponse("it switches to a protocol that was not asked for");
            return -1;
        }
        if (exchange.isHttp10()) {
            return 0; // that version has no interim responses
        }
        Bytes out = http.out().clear();
        http.forwardedResponse().write(scratch, head, HeaderEdits.NONE, BodyChange.NONE,
                switches ? ConnectionField.UPGRADE : ConnectionField.NONE, false, http.date(), out);
        exchange.interimBegins(head.status());
        exchange.sends(out.length());
        client.send(out.array(), 0, out.length());
        if (switches) {
            exchange.upgraded(bytes);
            return -1;
        }
        exchange.interimWent();
        return exchange.isUnderWay() ? 0 : -1;
    }

    /** What the response switches to; empty when it does not say. */
    private static String upgrade(byte[] scratch, Fields fields) {
        for (int line = 0; line < fields.count(); line++) {
            if (fields.name(line) == FieldName.UPGRADE) {
                int from = fields.valueStart(line);
                return new String(scratch, from, fields.valueEnd(line) - from, StandardCharsets.ISO_8859_1);
            }
        }
        return "";
    }

    private int finalHead(byte[] scratch, ResponseHead head, ByteBuf bytes) {
        int status = head.status();
        if (!exchange.accepts(status)) {
            return -1;
        }
        Framing framing = head.framing(exchange.method());
        boolean http10 = exchange.isHttp10();
        body.begin(framing, Math.max(0, head.contentLength()), exchange.destination().trailerLimits());
        // A client of HTTP/1.0 must not even hear of chunks, as an answer to HEAD would tell.
        boolean unchunks = http10 && head.framing(Method.GET) == Framing.CHUNKED;
        change = framing == Framing.UNTIL_CLOSE && !http10 ? BodyChange.CHUNK : unchunks ? BodyChange.UNCHUNK : BodyChange.NONE;
        boolean endsWithClose = http10 && (framing == Framing.CHUNKED || framing == Framing.UNTIL_CLOSE);
        began = true;
        exchange.answerBegins(status, head, endsWithClose, framing != Framing.UNTIL_CLOSE && head.keepsAlive());
        ConnectionField field = exchange.keepsClient() ? http10 ? ConnectionField.KEEP_ALIVE : ConnectionField.NONE
                : ConnectionField.CLOSE;
        if (status == UPGRADE_REQUIRED && field == ConnectionField.NONE) {
            field = ConnectionField.UPGRADE;
        }
        Bytes out = http.out().clear();
        http.forwardedResponse().write(scratch, head, exchange.destination().responseEdits(), change, field,
                exchange.destination().addsVia(), http.date(),
                out);
        return out.length();
    }

    private void passBody(ByteBuf bytes, int head) {
        boolean more = switch (change) {
            case CHUNK -> passChunk(bytes, head);
            case UNCHUNK -> passData(bytes, head);
            case NONE -> passAsItIs(bytes, head);
        };
        if (!exchange.isUnderWay()) {
            return; // the client broke meanwhile
        }
        String refusal = body.refusal();
        if (refusal != null) {
            exchange.truncated("its answer's body is malformed: " + refusal);
        } else if (body.isComplete()) {
            exchange.answered(more);
        } else {
            exchange.answerFlows();
        }
    }

    // Each of these answers whether bytes are left that do not belong to the body.

    private boolean passAsItIs(ByteBuf bytes, int head) {
        int from = bytes.readerIndex();
        boolean more = send(bytes, from, head, body.read(bytes));
        if (!more || !body.inTrailers()) {
            return more;
        }
        Bytes trailers = body.readTrailers(bytes);
        if (trailers != null) {
            exchange.sends(trailers.length());
            client.send(trailers.array(), 0, trailers.length());
        }
        return bytes.isReadable();
    }

    private boolean passChunk(ByteBuf bytes, int head) {
        int count = body.read(bytes);
        Bytes out = http.out();
        if (head == 0) {
            out.clear();
        }
        if (count > 0) {
            if (inChunk) {
                out.add(CHUNK_END);
            }
            addHex(out, count);
            out.add(CHUNK_END);
            inChunk = true;
        }
        return send(bytes, bytes.readerIndex(), out.length(), count);
    }

    private boolean passData(ByteBuf bytes, int head) {
        if (head > 0) {
            exchange.sends(head);
            client.send(http.out().array(), 0, head);
        }
        for (int count = body.readData(bytes); count > 0; count = body.readData(bytes)) {
            exchange.sends(count);
            client.send(bytes.readRetainedSlice(count));
        }
        if (body.inTrailers() && bytes.isReadable()) {
            body.readTrailers(bytes); // a body without chunks has no place for them
        }
        return bytes.isReadable();
    }

    /**
     * Sends a part of the buffer, in one piece with what was written to {@link HttpLoop#out()}; that goes where the bytes
     * before the part were. When it is the rest of the buffer, the buffer is the connection's from then on, indexes
     * included.
     */
    private boolean send(ByteBuf bytes, int at, int inFront, int count) {
        int from = at - inFront;
        int to = at + count;
        exchange.sends(inFront + count);
        if (from >= 0) {
            bytes.setBytes(from, http.out().array(), 0, inFront);
        } else {
            client.send(http.out().array(), 0, inFront);
            from = at;
        }
        if (to == bytes.writerIndex()) {
            client.send(bytes.retain().readerIndex(from));
            return false;
        }
        bytes.readerIndex(to);
        if (to > from) {
            client.send(bytes.retainedSlice(from, to - from));
        }
        return true;
    }

    private static void addHex(Bytes out, int value) {
        int digits = Math.max(1, (Integer.SIZE - Integer.numberOfLeadingZeros(value) + 3) / 4);
        for (int i = digits - 1; i >= 0; i--) {
            out.add((byte) Character.forDigit(value >>> 4 * i & 0xf, 16));
        }
    }

    /** Answers whether the response was complete with the end of the connection; then it is sent to its end. */
    private boolean finish() {
        if (!began || !body.end()) {
            return false;
        }
        if (change == BodyChange.CHUNK) {
            Bytes out = http.out().clear();
            if (inChunk) {
                out.add(CHUNK_END);
            }
            out.add(LAST_CHUNK);
            exchange.sends(out.length());
            client.send(out.array(), 0, out.length());
        }
        return true;
    }
}
