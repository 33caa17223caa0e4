package io.janus.proxy.http.parse;

import org.jspecify.annotations.Nullable;

/**
 * Scans the head of a response and notes where its parts are. One for each loop, used again and again; what it answers holds
 * until the next scan and points into the array that was scanned. Allocates nothing.
 */
public final class ResponseHead {

    private final Window window = new Window();
    private final StatusLine line = new StatusLine();
    private final FieldLines fieldLines = new FieldLines();
    private final Fields fields = new Fields();
    private final BodyFraming framing = new BodyFraming();
    private final ConnectionOptions connection = new ConnectionOptions();
    private final KeepAlive keepAlive = new KeepAlive();

    private @Nullable Fault fault;
    private int statusLineEnd;
    private int end;

    /** Scans as {@link RequestHead#scan} does; no empty lines before a status line. */
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
        statusLineEnd = p;
        p = fieldLines.scan(bytes, p, windowEnd, limits.maxFields(), fields);
        // What whole lines mean comes before what is wrong behind them: so the first violation is the same for every split.
        fault = readFields(bytes, limits.maxFields());
        if (fault != null) {
            return false;
        }
        if (p == FieldLines.STOPPED) {
            return stopped(fieldLines.fault());
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
        keepAlive.reset();
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
            case CONTENT_LENGTH:
                return framing.readContentLength(bytes, start, valueEnd);
            case TRANSFER_ENCODING:
                return framing.readTransferEncoding(bytes, start, valueEnd, line.isHttp10());
            case CONNECTION:
                return connection.read(bytes, start, valueEnd, maxOptions);
            case KEEP_ALIVE:
                keepAlive.read(bytes, start, valueEnd);
                return null;
            default:
                return null;
        }
    }

    /** Why it was refused, for people, as an operator would say it of an endpoint; a constant. Only after a refusal. */
    public String refusal() {
        if (fault == null) {
            throw new IllegalStateException("nothing was refused");
        }
        return fault.reason();
    }

    /** What is wrong; null when nothing is. */
    @Nullable
    Fault fault() {
        return fault;
    }

    /** One after the head's last byte. */
    public int end() {
        return end;
    }

    /** 100 to 599. */
    public int status() {
        return line.status();
    }

    /** Where the status's first digit is; the reason phrase, perhaps none, follows to the end of the line. */
    public int statusStart() {
        return line.statusStart();
    }

    /** One after the status line's CRLF. */
    public int statusLineEnd() {
        return statusLineEnd;
    }

    public boolean isHttp10() {
        return line.isHttp10();
    }

    /**
     * How the body of this response to such a request ends: none for 1xx, 204, 304 and answers to HEAD, whatever the fields.
     */
    public Framing framing(Method requested) {
        boolean isBodiless = line.status() < 200 || line.status() == 204 || line.status() == 304;
        if (isBodiless || requested == Method.HEAD) {
            return Framing.NONE;
        }
        if (framing.isChunked()) {
            return Framing.CHUNKED;
        }
        return framing.contentLength() >= 0 ? Framing.LENGTH : Framing.UNTIL_CLOSE;
    }

    /** What Content-Length says; -1 when there is none. */
    public long contentLength() {
        return framing.contentLength();
    }

    /** Whether the connection can carry another request after this response, as far as the endpoint is concerned. */
    public boolean keepsAlive() {
        return connection.keepsAlive(line.isHttp10());
    }

    /** The {@code timeout} of Keep-Alive in seconds; -1 when there is none or it is no number. */
    public int keepAliveSeconds() {
        return keepAlive.seconds();
    }

    /** The field lines. */
    public Fields fields() {
        return fields;
    }
}
