package io.janus.proxy.http;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.http.forward.Bytes;
import io.janus.proxy.http.parse.ChunkReader;
import io.janus.proxy.http.parse.ChunkReader.Next;
import io.janus.proxy.http.parse.Framing;
import io.janus.proxy.http.parse.HeadLimits;
import io.janus.proxy.http.parse.RequestHead;
import io.janus.proxy.http.parse.TrailerSection;
import io.janus.proxy.http.parse.Verdict;
import io.netty.buffer.ByteBuf;

/**
 * Follows one body through the buffers it comes in: which bytes belong to it, and when it is complete. Nothing is copied but
 * what stands between chunks. Trailers are held back until they are complete, and filtered. Used again for each message of a
 * connection. Confined to its loop.
 */
final class Body {

    private final HttpLoop http;
    private Framing framing = Framing.NONE;
    private HeadLimits trailerLimits = HeadLimits.OF_ENDPOINTS;
    private long remaining;
    private long dataBytes;
    private boolean complete;

    /** Both made when the first chunked body comes. */
    private @Nullable ChunkReader chunks;
    private @Nullable Bytes trailers;
    private @Nullable String refusal;

    Body(HttpLoop http) {
        this.http = http;
    }

    /** Begins another body. */
    void begin(Framing framing, long length, HeadLimits trailerLimits) {
        this.framing = framing;
        this.trailerLimits = trailerLimits;
        remaining = length;
        dataBytes = 0;
        refusal = null;
        complete = framing == Framing.NONE || framing == Framing.LENGTH && length == 0;
        if (framing == Framing.CHUNKED) {
            chunks().reset();
        }
    }

    private ChunkReader chunks() {
        ChunkReader reader = chunks;
        if (reader == null) {
            reader = new ChunkReader();
            chunks = reader;
        }
        return reader;
    }

    Framing framing() {
        return framing;
    }

    /** How many bytes are still to come, where that is known; otherwise 0. */
    long remaining() {
        return remaining;
    }

    boolean isComplete() {
        return complete;
    }

    /** Why it is malformed, for people; null while it is not. */
    @Nullable
    String refusal() {
        return refusal;
    }

    /** How many bytes of data came so far, without what frames them. */
    long dataBytes() {
        return dataBytes;
    }

    /** The connection it came on has ended. Answers whether it was complete with that. */
    boolean end() {
        complete |= framing == Framing.UNTIL_CLOSE;
        return complete;
    }

    /**
     * Reads on.
     *
     * @return how many of the readable bytes, from the first on, belong to the body as they are; trailers do not
     */
    int read(ByteBuf bytes) {
        int readable = bytes.readableBytes();
        switch (framing) {
            case NONE:
                return 0;
            case UNTIL_CLOSE:
                dataBytes += readable;
                return readable;
            case LENGTH:
                int taken = (int) Math.min(remaining, readable);
                remaining -= taken;
                dataBytes += taken;
                complete = remaining == 0;
                return taken;
            case CHUNKED:
            default:
                return readChunks(bytes, false);
        }
    }

    /**
     * Reads on in a chunked body, for its data alone: skips what stands before the next data.
     *
     * @return how many bytes of data begin at the reader index; 0 when there are none
     */
    int readData(ByteBuf bytes) {
        return readChunks(bytes, true);
    }

    private int readChunks(ByteBuf bytes, boolean dataOnly) {
        ChunkReader reader = chunks();
        byte[] window = http.window();
        int start = bytes.readerIndex();
        int at = start;
        int end = bytes.writerIndex();
        while (at < end && !complete && refusal == null) {
            Next next = reader.next();
            if (next == Next.DATA) {
                int taken = (int) Math.min(reader.dataRemaining(), end - at);
                reader.skipData(taken);
                dataBytes += taken;
                at += taken;
                if (dataOnly) {
                    bytes.readerIndex(at - taken);
                    return taken;
                }
            } else if (next == Next.LINE) {
                int seen = Math.min(window.length, end - at);
                bytes.getBytes(at, window, 0, seen);
                at += reader.read(window, 0, seen);
                take(reader);
            } else {
                break;
            }
        }
        if (dataOnly) {
            bytes.readerIndex(at);
            return 0;
        }
        return at - start;
    }

    private void take(ChunkReader reader) {
        if (reader.next() == Next.END) {
            complete = true;
        } else if (reader.next() == Next.REFUSED) {
            refusal = reader.refusal();
        }
    }

    /** Whether a trailer section comes next. */
    boolean inTrailers() {
        return framing == Framing.CHUNKED && !complete && refusal == null && chunks().next() == Next.TRAILERS;
    }

    /**
     * Reads on in the trailer section.
     *
     * @return the lines that may go on and the empty line, valid until the next call; null while it is not complete
     */
    @Nullable
    Bytes readTrailers(ByteBuf bytes) {
        Bytes section = trailers;
        if (section == null) {
            section = http.takeBytes();
            trailers = section;
        }
        int before = section.length();
        int taken = Math.max(0, Math.min(bytes.readableBytes(), trailerLimits.maxHead() - before));
        section.reserve(taken + RequestHead.SENTINEL);
        bytes.getBytes(bytes.readerIndex(), section.array(), before, taken);
        section.advance(taken);
        TrailerSection scanner = http.trailers();
        Verdict verdict = scanner.scan(section.array(), 0, section.length(), trailerLimits);
        if (verdict == Verdict.INCOMPLETE) {
            bytes.skipBytes(taken);
            return null;
        }
        if (verdict == Verdict.REFUSED) {
            refusal = scanner.refusal();
            return null;
        }
        bytes.skipBytes(scanner.end() - before);
        Bytes forwarded = http.out().clear();
        for (int line = 0; line < scanner.fields().count(); line++) {
            if (scanner.isForwardable(line)) {
                forwarded.add(section.array(), scanner.fields().lineStart(line), scanner.fields().lineEnd(line));
            }
        }
        forwarded.add((byte) '\r').add((byte) '\n');
        complete = true;
        release();
        return forwarded;
    }

    /** Lets go of what it borrowed. */
    void release() {
        Bytes section = trailers;
        trailers = null;
        if (section != null) {
            http.giveBack(section);
        }
    }
}
