package io.janus.proxy.access;

import java.net.InetSocketAddress;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * What is noted of one request or session: numbers, names of the configuration, and bounded copies of what the client sent,
 * raw and not to be written anywhere unescaped. Used again and again; it grows to the longest text it had and no further than
 * the bounds of its {@link Part}s.
 *
 * <p>
 * Filled by one event loop and then read by the thread that writes the log; {@link AccessRing} hands it over, so nothing here
 * is read and written at once.
 */
public final class AccessRecord {

    /** What a client chose. Each is bounded: enough for what people and programs send, and for 2 KiB altogether. */
    public enum Part {
        /** The longest registered method has 17 letters. */
        METHOD(32),
        /** The target, as received. */
        TARGET(1024),
        /** The authority that counts, port included: a name has at most 253 characters. */
        HOST(261),
        USER_AGENT(256),
        REFERER(512);

        private static final int COUNT = values().length;

        private final int most;

        Part(int most) {
            this.most = most;
        }

        /** How many bytes of it are kept. */
        public int most() {
            return most;
        }
    }

    /** Of what is not there. */
    private static final int ABSENT = -1;

    /** Most requests fit: a target of a line, and the name of a browser. */
    private static final int USUAL_BYTES = 384;

    private String listener = "";
    private boolean isHttp;
    private InetSocketAddress peer = new InetSocketAddress(0);
    private InetSocketAddress client = peer;
    private @Nullable String route;
    private @Nullable String backend;
    private @Nullable String endpoint;
    private int attempts;
    private @Nullable String version;
    private int status;
    private long fromClientBytes;
    private long toClientBytes;
    private long startNanos;
    private long firstByteNanos;
    private long durationNanos;
    private String end = "";

    private byte[] text = new byte[USUAL_BYTES];
    private int textLength;
    private final int[] starts = new int[Part.COUNT];
    private final int[] lengths = new int[Part.COUNT];
    private final boolean[] cut = new boolean[Part.COUNT];

    AccessRecord() {
    }

    // Filling, on the loop

    /**
     * Begins anew.
     *
     * @param peer the address at the other end of the client's connection
     * @param client who the client is, by what a trusted peer says
     * @param startNanos when it began, by {@link System#nanoTime()}
     */
    public void begin(String listener, boolean isHttp, InetSocketAddress peer, InetSocketAddress client, long startNanos) {
        this.listener = listener;
        this.isHttp = isHttp;
        this.peer = peer;
        this.client = client;
        this.startNanos = startNanos;
        route = null;
        backend = null;
        endpoint = null;
        attempts = 0;
        version = null;
        status = 0;
        fromClientBytes = 0;
        toClientBytes = 0;
        firstByteNanos = ABSENT;
        durationNanos = 0;
        end = "";
        textLength = 0;
        Arrays.fill(lengths, ABSENT);
        Arrays.fill(cut, false);
    }

    /** Copies a part of what the client sent, as much as is kept of it. Once for each part. */
    public void copy(Part part, byte[] bytes, int from, int to) {
        int length = Math.min(to - from, part.most);
        if (textLength + length > text.length) {
            text = Arrays.copyOf(text, Math.max(textLength + length, 2 * text.length));
        }
        System.arraycopy(bytes, from, text, textLength, length);
        starts[part.ordinal()] = textLength;
        lengths[part.ordinal()] = length;
        cut[part.ordinal()] = length < to - from;
        textLength += length;
    }

    public void version(boolean isHttp10) {
        version = isHttp10 ? "HTTP/1.0" : "HTTP/1.1";
    }

    /** Where it leads, as far as that is known. */
    public void leadsTo(@Nullable String route, @Nullable String backend) {
        this.route = route;
        this.backend = backend;
    }

    /** One more attempt, on an endpoint of that id. */
    public void attempt(String endpoint) {
        this.endpoint = endpoint;
        attempts++;
    }

    /** How many endpoints were tried, and the last of them; in place of {@link #attempt}. */
    public void attempts(int count, @Nullable String last) {
        attempts = count;
        endpoint = last;
    }

    public void received(long bytes) {
        fromClientBytes += bytes;
    }

    public void sent(long bytes) {
        toClientBytes += bytes;
    }

    /** The first byte of the answer goes out; interim responses do not count. */
    public void answers(long nowNanos) {
        firstByteNanos = nowNanos - startNanos;
    }

    /**
     * Ends it.
     *
     * @param status what the client was answered; 0 for nothing
     * @param why the label of an error code, an {@link AccessEnd} or a {@link io.janus.proxy.stats.SessionEnd}
     */
    public void end(int status, String why, long nowNanos) {
        this.status = status;
        end = why;
        durationNanos = Math.max(0, nowNanos - startNanos);
    }

    // Reading, on the thread that writes the log

    /** The name of the listener. */
    public String listener() {
        return listener;
    }

    /** Whether it is a request, otherwise a session. */
    public boolean isHttp() {
        return isHttp;
    }

    /** The other end of the client's connection; port 0 where it is not known. */
    public InetSocketAddress peer() {
        return peer;
    }

    /** The client: the peer, or whom a trusted peer names, then perhaps with port 0. */
    public InetSocketAddress client() {
        return client;
    }

    /** The name of the route; null where it has none. */
    public @Nullable String route() {
        return route;
    }

    /** The name of the backend; null when it led to none. */
    public @Nullable String backend() {
        return backend;
    }

    /** The id of the endpoint that was tried last; null when none was. */
    public @Nullable String endpoint() {
        return endpoint;
    }

    /** How many endpoints were tried, one that was tried twice counted twice. */
    public int attempts() {
        return attempts;
    }

    /** {@code HTTP/1.0} or {@code HTTP/1.1}; null where that is not known. */
    public @Nullable String version() {
        return version;
    }

    /** What the client was answered; 0 for nothing. */
    public int status() {
        return status;
    }

    /** Bytes read from the client for it, the head of a request included. */
    public long fromClientBytes() {
        return fromClientBytes;
    }

    /** Bytes sent to the client for it, heads included. */
    public long toClientBytes() {
        return toClientBytes;
    }

    /** When it began, by {@link System#nanoTime()}. */
    public long startNanos() {
        return startNanos;
    }

    /** From its begin to the first byte of the answer; negative when there was none. */
    public long firstByteNanos() {
        return firstByteNanos;
    }

    /** From its begin to its end: for a request from the last byte of its head, for a session from its acceptance. */
    public long durationNanos() {
        return durationNanos;
    }

    /** Why it ended: one of a bounded set of words. */
    public String end() {
        return end;
    }

    /** The bytes of all parts; where each is, say {@link #start} and {@link #length}. */
    public byte[] text() {
        return text;
    }

    public int start(Part part) {
        return starts[part.ordinal()];
    }

    /** How long a part is; negative when it is not there. */
    public int length(Part part) {
        return lengths[part.ordinal()];
    }

    /** Whether the client sent more of it. */
    public boolean isCut(Part part) {
        return cut[part.ordinal()];
    }
}
