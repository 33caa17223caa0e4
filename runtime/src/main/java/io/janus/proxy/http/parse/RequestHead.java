package io.janus.proxy.http.parse;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.stats.ErrorCode;

/**
 * Scans the head of a request and notes where its parts are. One for each loop, used again and again; what it answers holds
 * until the next scan and points into the array that was scanned. Allocates nothing.
 */
public final class RequestHead {

    /** The scanned array must have so many bytes, of any value, after the last one to scan: loops need no bounds test then. */
    public static final int SENTINEL = 16;

    private static final byte[] CONTINUE = Octets.word("100-continue");

    private final Window window = new Window();
    private final RequestLine line = new RequestLine();
    private final FieldLines fieldLines = new FieldLines();
    private final Fields fields = new Fields();
    private final BodyFraming framing = new BodyFraming();
    private final ConnectionOptions connection = new ConnectionOptions();

    private @Nullable Fault fault;
    private int end;
    /** The line of Host; -1 when there is none. */
    private int host;
    private boolean hasUpgrade;
    private boolean expectsContinue;

    /**
     * Scans; from the beginning each time, also when it was incomplete before.
     *
     * @param bytes what to scan; the {@link #SENTINEL} bytes after {@code to} are overwritten with zeros
     * @param from where the head begins, after perhaps some empty lines, which are skipped and count towards its size
     * @param to one after the last byte there is
     */
    public Verdict scan(byte[] bytes, int from, int to, HeadLimits limits) {
        int windowEnd = window.open(bytes, from, to, limits.maxHead());
        boolean isWhole = readWindow(bytes, from, windowEnd, limits);
        window.close(bytes);
        return isWhole ? Verdict.COMPLETE : fault == null ? Verdict.INCOMPLETE : Verdict.REFUSED;
    }

    /** Whether the head is whole and well-formed; otherwise notes what is wrong, if anything is. */
    private boolean readWindow(byte[] bytes, int from, int windowEnd, HeadLimits limits) {
        fault = null;
        int p = line.scan(bytes, from, windowEnd, limits.maxStartLine());
        if (p == StartLine.STOPPED) {
            return stopped(line.fault());
        }
        p = fieldLines.scan(bytes, p, windowEnd, limits.maxFields(), fields);
        // What whole lines mean comes before what is wrong behind them: so the first violation is the same for every split.
        fault = readFields(bytes, limits.maxFields());
        if (fault != null) {
            return false;
        }
        if (p == FieldLines.STOPPED) {
            return stopped(fieldLines.fault());
        }
        if (host < 0 && !line.isHttp10()) {
            fault = Fault.HOST_MISSING;
            return false;
        }
        connection.mark(bytes, fields);
        end = p;
        return true;
    }

    private boolean stopped(@Nullable Fault reason) {
        fault = reason == null && window.isFull() ? Fault.HEAD_TOO_LARGE : reason;
        return false;
    }

    private @Nullable Fault readFields(byte[] bytes, int maxOptions) {
        framing.reset();
        connection.reset();
        host = -1;
        hasUpgrade = false;
        expectsContinue = false;
        for (int i = 0; i < fields.count(); i++) {
            FieldName name = fields.name(i);
            if (name != FieldName.OTHER) {
                Fault found = readField(bytes, i, name, maxOptions);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private @Nullable Fault readField(byte[] bytes, int index, FieldName name, int maxOptions) {
        int start = fields.valueStart(index);
        int valueEnd = fields.valueEnd(index);
        switch (name) {
            case HOST:
                return readHost(bytes, index, start, valueEnd);
            case CONTENT_LENGTH:
                return framing.readContentLength(bytes, start, valueEnd);
            case TRANSFER_ENCODING:
                return framing.readTransferEncoding(bytes, start, valueEnd, line.isHttp10());
            case CONNECTION:
                return connection.read(bytes, start, valueEnd, maxOptions);
            case UPGRADE:
                hasUpgrade = true;
                return null;
            case EXPECT:
                expectsContinue |= Octets.isWord(bytes, start, valueEnd, CONTINUE);
                return null;
            default:
                return null;
        }
    }

    /** An empty Host is for targets without authority (RFC 9110 section 7.2), which a proxy cannot route. */
    private @Nullable Fault readHost(byte[] bytes, int index, int start, int valueEnd) {
        if (host >= 0) {
            return Fault.HOST_REPEATED;
        }
        host = index;
        if (start == valueEnd) {
            return line.authorityStart() < 0 ? Fault.HOST_EMPTY : null;
        }
        return Authority.isValid(bytes, start, valueEnd) ? null : Fault.HOST_MALFORMED;
    }

    /** Why it was refused; only then. */
    public ErrorCode refusal() {
        if (fault == null) {
            throw new IllegalStateException("nothing was refused");
        }
        return fault.code();
    }

    /** Why it was refused, for people: more exactly than the code, and a constant. Only after a refusal. */
    public String refusalReason() {
        return Objects.requireNonNull(fault, "it was not refused").reason();
    }

    /** What is wrong, more exactly than the code says; null when nothing is. */
    @Nullable
    Fault fault() {
        return fault;
    }

    /** One after the head's last byte. */
    public int end() {
        return end;
    }

    public Method method() {
        return line.method();
    }

    public int methodStart() {
        return line.methodStart();
    }

    public int methodEnd() {
        return line.methodEnd();
    }

    /** Whether the version is HTTP/1.0; otherwise it is HTTP/1.1 or, as RFC 9110 section 2.5 wants it, a later 1.x. */
    public boolean isHttp10() {
        return line.isHttp10();
    }

    public TargetForm targetForm() {
        return line.form();
    }

    public int targetStart() {
        return line.targetStart();
    }

    public int targetEnd() {
        return line.targetEnd();
    }

    /** Where the target's path begins; it may be empty in absolute form and is in authority form and asterisk form. */
    public int pathStart() {
        return line.pathStart();
    }

    /** One after the path; the query, with its {@code ?}, lies between this and {@link #targetEnd()}. */
    public int pathEnd() {
        return line.pathEnd();
    }

    /** Where the authority begins that counts: the target's in absolute form, otherwise Host's; -1 when there is none. */
    public int hostStart() {
        return line.authorityStart() >= 0 ? line.authorityStart() : host < 0 ? -1 : fields.valueStart(host);
    }

    /** One after the authority that counts, port included; -1 when there is none. */
    public int hostEnd() {
        return line.authorityStart() >= 0 ? line.authorityEnd() : host < 0 ? -1 : fields.valueEnd(host);
    }

    /** {@code NONE}, {@code LENGTH} or {@code CHUNKED}. */
    public Framing framing() {
        return framing.isChunked() ? Framing.CHUNKED : framing.contentLength() >= 0 ? Framing.LENGTH : Framing.NONE;
    }

    /** The body's bytes where the framing is {@code LENGTH}, otherwise 0. */
    public long contentLength() {
        return Math.max(0, framing.contentLength());
    }

    /** Whether the connection can carry another request after this one, as far as the client is concerned. */
    public boolean keepsAlive() {
        return connection.keepsAlive(line.isHttp10());
    }

    /** Whether it is HTTP/1.1, has an Upgrade field, and Connection names it. */
    public boolean wantsUpgrade() {
        return hasUpgrade && connection.hasUpgrade() && !line.isHttp10();
    }

    /** Whether it is HTTP/1.1 and has {@code Expect: 100-continue}. */
    public boolean expectsContinue() {
        return expectsContinue && !line.isHttp10();
    }

    /** The field lines. */
    public Fields fields() {
        return fields;
    }
}
