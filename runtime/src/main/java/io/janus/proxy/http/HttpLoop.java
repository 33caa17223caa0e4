package io.janus.proxy.http;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

import io.janus.proxy.access.AccessRing;
import io.janus.proxy.attempt.LoopPicks;
import io.janus.proxy.http.forward.Bytes;
import io.janus.proxy.http.forward.DateLine;
import io.janus.proxy.http.forward.ForwardedRequest;
import io.janus.proxy.http.forward.ForwardedResponse;
import io.janus.proxy.http.parse.HeadLimits;
import io.janus.proxy.http.parse.RequestHead;
import io.janus.proxy.http.parse.ResponseHead;
import io.janus.proxy.http.parse.TrailerSection;
import io.janus.proxy.io.IoLoop;
import io.janus.proxy.route.CanonicalPath;
import io.janus.proxy.stats.EventRing;

/**
 * What all HTTP connections of one loop share: scanners, scratch arrays, pools. An idle connection owns nearly nothing, and an
 * exchange borrows. Confined to its loop.
 */
final class HttpLoop {

    /** How long an answer that closes goes on reading what the client still sends. */
    static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** How many connections over the limit may be told so at once; beyond, they are reset. */
    static final int MOST_REFUSALS = 1024;

    /** Heads are under a kilobyte as a rule, and edits add little. */
    private static final int USUAL_BYTES = 2 * 1024;

    /** What is lent out and comes back is kept up to this: enough for two thousand exchanges at once. */
    private static final int MOST_KEPT_BYTES = 4 * 1024 * 1024;

    /** What stands between two chunks is a few bytes; more of it is read in several looks. */
    private static final int WINDOW = 64;

    private final IoLoop loop;
    private final LoopPicks picks;
    private final AccessRing access;
    private final ConnectionPools pools;
    private final RequestHead requestHead = new RequestHead();
    private final ResponseHead responseHead = new ResponseHead();
    private final HeadPieces.Scan requestScan = requestHead::scan;
    private final HeadPieces.Scan responseScan = responseHead::scan;
    private final TrailerSection trailers = new TrailerSection();
    private final CanonicalPath path = new CanonicalPath();
    private final ForwardedRequest forwardedRequest = new ForwardedRequest();
    private final ForwardedResponse forwardedResponse = new ForwardedResponse();
    private final DateLine date = new DateLine();
    private final Bytes out = new Bytes(USUAL_BYTES);
    private final ArrayDeque<Bytes> free = new ArrayDeque<>();
    private byte[] requestScratch = new byte[16 * 1024 + RequestHead.SENTINEL];
    private final byte[] responseScratch = new byte[HeadLimits.OF_ENDPOINTS.maxHead() + RequestHead.SENTINEL];
    private final byte[] window = new byte[WINDOW];
    private int freeBytes;
    private int refusals;
    private boolean draining;
    private boolean closesIdle;

    HttpLoop(IoLoop loop, EventRing ring, AccessRing access) {
        this.loop = loop;
        this.access = access;
        this.picks = new LoopPicks(loop, ring);
        this.pools = new ConnectionPools(loop);
    }

    IoLoop loop() {
        return loop;
    }

    LoopPicks picks() {
        return picks;
    }

    /** Where what is to be logged of requests goes. */
    AccessRing access() {
        return access;
    }

    ConnectionPools pools() {
        return pools;
    }

    RequestHead requestHead() {
        return requestHead;
    }

    ResponseHead responseHead() {
        return responseHead;
    }

    TrailerSection trailers() {
        return trailers;
    }

    CanonicalPath path() {
        return path;
    }

    ForwardedRequest forwardedRequest() {
        return forwardedRequest;
    }

    ForwardedResponse forwardedResponse() {
        return forwardedResponse;
    }

    /** The Date line of now. */
    byte[] date() {
        return date.at(loop.nowNanos());
    }

    /** Where what is sent at once is put together. Whoever uses it clears it first and is done with it before it returns. */
    Bytes out() {
        return out;
    }

    /** The request scanner, as {@link HeadPieces} wants it: made once. */
    HeadPieces.Scan requestScan() {
        return requestScan;
    }

    HeadPieces.Scan responseScan() {
        return responseScan;
    }

    /** Where request heads of at most so many bytes are scanned; what is in it holds until the next scan. */
    byte[] requestScratch(int length) {
        if (requestScratch.length < length + RequestHead.SENTINEL) {
            requestScratch = new byte[length + RequestHead.SENTINEL];
        }
        return requestScratch;
    }

    /** Where response heads are scanned; what is in it holds until the next scan. */
    byte[] responseScratch() {
        return responseScratch;
    }

    /** Lends out bytes, empty. */
    Bytes takeBytes() {
        Bytes bytes = free.pollLast();
        if (bytes == null) {
            return new Bytes(USUAL_BYTES);
        }
        freeBytes -= bytes.array().length;
        return bytes.clear();
    }

    void giveBack(Bytes bytes) {
        if (freeBytes + bytes.array().length <= MOST_KEPT_BYTES) {
            freeBytes += bytes.array().length;
            free.addLast(bytes);
        }
    }

    /** Where {@link Body} looks at what stands between chunks. */
    byte[] window() {
        return window;
    }

    /** Whether one more connection over the limit may be told so. */
    boolean mayRefuse() {
        return refusals < MOST_REFUSALS;
    }

    void beginRefusal() {
        refusals++;
    }

    void endRefusal() {
        refusals--;
    }

    /** Whether every answer says that its connection closes. */
    boolean isDraining() {
        return draining;
    }

    void beginDrain() {
        draining = true;
    }

    /** Whether a client connection without a request is closed. */
    boolean closesIdle() {
        return closesIdle;
    }

    void beginClosingIdle() {
        closesIdle = true;
    }
}
