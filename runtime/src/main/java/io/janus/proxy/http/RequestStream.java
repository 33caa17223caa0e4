package io.janus.proxy.http;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.attempt.RequestFields;
import io.janus.proxy.http.forward.Bytes;
import io.janus.proxy.http.parse.Framing;
import io.janus.proxy.http.parse.HeadLimits;
import io.janus.proxy.http.parse.RequestHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * One request on its way to an endpoint: the head as it is forwarded, and its body. The first kilobytes are kept for another
 * attempt; what comes before there is a connection waits. Used again for each exchange of a client connection. Confined to its
 * loop.
 */
final class RequestStream implements RequestFields {

    /** As much of a request as can be sent again, head included: forms and API calls fit, uploads do not. */
    private static final int REPLAY_BYTES = 16 * 1024;

    private final HttpLoop http;
    private final Body body;

    /** The forwarded head and what came of the body, while it fits; null between exchanges. */
    private @Nullable Bytes replay;

    /** Where in the replay a Host line must be inserted for each endpoint; -1 when there is one. */
    private int hostAt;

    /** What came of the body before there was a connection and does not fit the replay; null when there is nothing. */
    private @Nullable ByteBuf waiting;

    /** Where it goes; null while there is no connection. */
    private @Nullable EndpointConnection to;

    /** Whether bytes went out that the replay does not have. */
    private boolean beyondReplay;
    private long maxBody;
    private boolean tooLarge;

    RequestStream(HttpLoop http) {
        this.http = http;
        this.body = new Body(http);
    }

    /** Begins another request. */
    void begin(RequestHead head, long maxBody, HeadLimits trailerLimits) {
        body.begin(head.framing(), head.contentLength(), trailerLimits);
        this.maxBody = maxBody > 0 ? maxBody : Long.MAX_VALUE;
        tooLarge = head.framing() == Framing.LENGTH && head.contentLength() > this.maxBody;
        replay = http.takeBytes();
        hostAt = -1;
        beyondReplay = false;
    }

    /** The forwarded head and what follows it; to be written to only before the first attempt. */
    Bytes replay() {
        return Objects.requireNonNull(replay, "no exchange is under way");
    }

    void hostAt(int position) {
        hostAt = position;
    }

    /** Whether all of it has come. */
    boolean isComplete() {
        return body.isComplete();
    }

    /** Why its body is malformed; null while it is not. */
    @Nullable
    String refusal() {
        return body.refusal();
    }

    boolean isTooLarge() {
        return tooLarge;
    }

    /** Whether all that was sent can be sent again. */
    boolean isRepeatable() {
        return !beyondReplay && waiting == null;
    }

    /** Whether all of it, also what has not come yet, will fit the replay. */
    boolean fitsReplay() {
        return body.isComplete()
                || body.framing() == Framing.LENGTH && replay().length() + body.remaining() <= REPLAY_BYTES;
    }

    /** How many bytes wait for a connection. */
    long keptBytes() {
        return waiting == null ? 0 : waiting.readableBytes();
    }

    /**
     * Takes what came from the client and belongs to this request; the reader index is moved behind it. To be asked afterwards:
     * whether it is complete, refused, too large.
     */
    void take(ByteBuf bytes, ClientConnection from) {
        if (body.isComplete()) {
            return;
        }
        int raw = body.read(bytes);
        tooLarge |= body.dataBytes() > maxBody;
        if (body.refusal() != null || tooLarge) {
            return;
        }
        if (raw > 0) {
            pass(bytes, raw, from);
        }
        if (replay != null && body.inTrailers() && bytes.isReadable()) {
            Bytes trailers = body.readTrailers(bytes);
            if (trailers != null) {
                ByteBuf copy = Unpooled.wrappedBuffer(trailers.array(), 0, trailers.length()).copy();
                pass(copy, copy.readableBytes(), from);
                copy.release();
            }
        }
    }

    /** Reads what belongs to this request, and forgets it: it was answered already. */
    void discard(ByteBuf bytes) {
        if (!body.isComplete()) {
            bytes.skipBytes(body.read(bytes));
            if (body.inTrailers() && bytes.isReadable()) {
                body.readTrailers(bytes);
            }
        }
    }

    private void pass(ByteBuf bytes, int count, ClientConnection from) {
        Bytes sent = replay();
        EndpointConnection connection = to;
        boolean kept = isRepeatable() && sent.length() + count <= REPLAY_BYTES;
        if (kept) {
            sent.reserve(count);
            bytes.getBytes(bytes.readerIndex(), sent.array(), sent.length(), count);
            sent.advance(count);
            if (connection == null) {
                bytes.skipBytes(count);
                return; // it goes out with the head
            }
        }
        ByteBuf piece = bytes.readRetainedSlice(count);
        if (connection == null) {
            ByteBuf more = from.keepForLater(piece);
            waiting = waiting == null ? more : Unpooled.wrappedBuffer(waiting, more);
            from.pause();
            return;
        }
        beyondReplay |= !kept;
        connection.send(piece);
        if (to == connection && !connection.isWritable()) {
            from.pause();
        }
    }

    /** Sends what there is, from the beginning, on a connection that carries nothing else. */
    void sendOn(EndpointConnection connection, ClientConnection from) {
        to = connection;
        Bytes sent = replay();
        if (hostAt < 0) {
            connection.send(sent.array(), 0, sent.length());
        } else {
            Bytes out = http.out().clear().add(sent.array(), 0, hostAt);
            http.forwardedRequest().writeHost(connection.endpoint().address(), out);
            out.add(sent.array(), hostAt, sent.length());
            connection.send(out.array(), 0, out.length());
        }
        ByteBuf rest = waiting;
        if (to == connection && rest != null) {
            waiting = null;
            beyondReplay = true;
            connection.send(rest);
        }
        if (to != connection) {
            return; // it broke, and whatever had to be done was done
        }
        if (connection.isWritable()) {
            from.resumeUnlessLeftover();
        } else {
            from.pause();
        }
    }

    /** Reads the forwarded head, as the endpoint will: policies see what endpoints see. */
    @Override
    public @Nullable String header(String name) {
        byte[] bytes = replay().array();
        int end = replay().length();
        int line = nextLine(bytes, 0, end);
        while (line < end && bytes[line] != '\r') {
            int next = nextLine(bytes, line, end);
            int colon = line + name.length();
            if (colon < next && bytes[colon] == ':' && isName(bytes, line, name)) {
                return new String(bytes, colon + 1, next - 2 - colon - 1, StandardCharsets.ISO_8859_1).strip();
            }
            line = next;
        }
        return null;
    }

    private static int nextLine(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != '\n') {
            at++;
        }
        return at + 1;
    }

    private static boolean isName(byte[] bytes, int at, String name) {
        for (int i = 0; i < name.length(); i++) {
            if (Character.toLowerCase((char) (bytes[at + i] & 0xff)) != Character.toLowerCase(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** The connection it went to is none any more. */
    void detach() {
        to = null;
    }

    /** Lets go of everything it borrowed. */
    void end() {
        to = null;
        body.release();
        Bytes sent = replay;
        if (sent != null) {
            replay = null;
            http.giveBack(sent);
        }
        ByteBuf rest = waiting;
        if (rest != null) {
            waiting = null;
            rest.release();
        }
    }
}
