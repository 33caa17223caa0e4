package io.janus.faults.client;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import io.janus.faults.ledger.Ask;
import io.janus.faults.ledger.Ask.Leaving;
import io.janus.faults.ledger.Entry;
import io.janus.faults.ledger.Outcome;
import io.janus.faults.ledger.Outcome.Kind;
import io.janus.faults.wire.BodyReader;
import io.janus.faults.wire.Head;
import io.janus.faults.wire.Payload;

/** One connection to Janus, over which one request after the other is made. Used by one thread at a time. */
final class WireConnection implements AutoCloseable {

    private static final int PIECE = 16 * 1024;

    /** Most requests are with their endpoint by then. */
    private static final int LEAVING_MILLIS = 50;

    private static final int FIRST_FINAL = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final Socket socket = new Socket();
    private final InputStream in;
    private final OutputStream out;
    private boolean reusable = true;
    private long idleSinceNanos;

    WireConnection(InetSocketAddress address, int timeoutMillis) throws IOException {
        try {
            socket.connect(address, timeoutMillis);
            socket.setSoTimeout(timeoutMillis);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream(), PIECE);
            out = socket.getOutputStream();
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    boolean isReusable() {
        return reusable;
    }

    long idleNanos() {
        return System.nanoTime() - idleSinceNanos;
    }

    Outcome exchange(Entry entry) {
        Outcome outcome;
        try {
            outcome = entry.ask().leaving() == Leaving.STAYS ? whole(entry) : leave(entry);
        } catch (IOException e) {
            outcome = Outcome.without(Kind.BARE_CLOSE, "could not read or write: " + e);
        }
        reusable &= outcome.kind() == Kind.COMPLETE;
        idleSinceNanos = System.nanoTime();
        return outcome;
    }

    private Outcome whole(Entry entry) {
        String sending = "";
        try {
            send(entry, entry.ask().bodyLength());
        } catch (IOException e) {
            sending = ", after sending failed: " + e; // there may be an answer nevertheless
            reusable = false;
        }
        return receive(entry.ask(), sending);
    }

    private void send(Entry entry, int bodyBytes) throws IOException {
        Ask ask = entry.ask();
        byte[] head = head(entry).getBytes(StandardCharsets.US_ASCII);
        byte[] body = Payload.bytes(entry.bodySeed(), 0, bodyBytes);
        if (body.length == 0) {
            out.write(head);
        } else if (ask.chunked()) {
            out.write(head);
            chunk(body, 0, body.length / 3);
            chunk(body, body.length / 3, body.length - body.length / 3);
        } else {
            byte[] all = new byte[head.length + body.length];
            System.arraycopy(head, 0, all, 0, head.length);
            System.arraycopy(body, 0, all, head.length, body.length);
            out.write(all);
        }
        if (ask.chunked() && bodyBytes == ask.bodyLength()) {
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private void chunk(byte[] body, int from, int length) throws IOException {
        if (length > 0) {
            out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(body, from, length);
            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static String head(Entry entry) {
        Ask ask = entry.ask();
        boolean hasBody = ask.bodyLength() > 0 || ask.method().startsWith("P");
        return ask.method() + " " + ask.path() + (ask.http10() ? " HTTP/1.0" : " HTTP/1.1") + "\r\nHost: janus.test\r\nX-Id: "
                + entry.id() + "\r\n"
                + (ask.act() == null ? "" : "X-Act: " + ask.act() + "\r\n")
                + (ask.delayMillis() < 0 ? "" : "X-Delay: " + ask.delayMillis() + "\r\n")
                + "X-Answer-Length: " + ask.answerLength() + "\r\nX-Answer-Framing: " + ask.framing() + "\r\n"
                + (ask.chunked() ? "Transfer-Encoding: chunked\r\n"
                        : hasBody ? "Content-Length: " + ask.bodyLength() + "\r\n" : "")
                + "\r\n";
    }

    private Outcome receive(Ask ask, String sending) {
        Head head;
        try {
            head = awaitHead();
        } catch (SocketTimeoutException e) {
            return Outcome.without(Kind.TIMEOUT, "no answer" + sending);
        } catch (Head.CutException e) {
            return Outcome.without(Kind.CUT_HEAD, e.getMessage() + sending);
        } catch (Head.MalformedException | NumberFormatException e) {
            return Outcome.without(Kind.MALFORMED, e.getMessage() + sending);
        } catch (IOException e) {
            return Outcome.without(Kind.BARE_CLOSE, e + sending);
        }
        if (head == null) {
            return Outcome.without(Kind.BARE_CLOSE, "a FIN" + sending);
        }
        int status = Integer.parseInt(head.word(1));
        reusable &= !ask.http10() && !head.has("connection", "close");
        boolean bare = ask.method().equals("HEAD") || status == NO_CONTENT || status == NOT_MODIFIED;
        BodyReader.Result body = bare ? BodyReader.NONE : BodyReader.read(in, head, true);
        Kind kind = switch (body.end()) {
            case COMPLETE -> Kind.COMPLETE;
            case FINISHED, RESET -> Kind.TRUNCATED;
            case SILENT -> Kind.TIMEOUT;
            case MALFORMED -> Kind.MALFORMED;
        };
        return new Outcome(kind, status, head.field("janus-error", ""), head.field("x-id", ""), body.digest(),
                body.end() + sending);
    }

    private @Nullable Head awaitHead() throws IOException {
        Head head = Head.read(in);
        while (head != null && Integer.parseInt(head.word(1)) < FIRST_FINAL) {
            head = Head.read(in);
        }
        return head;
    }

    private Outcome leave(Entry entry) throws IOException {
        Leaving leaving = entry.ask().leaving();
        switch (leaving) {
            case RESETS_IN_HEAD, FINISHES_IN_HEAD ->
                out.write(head(entry).substring(0, 40).getBytes(StandardCharsets.US_ASCII));
            case RESETS_IN_BODY, FINISHES_IN_BODY -> send(entry, entry.ask().bodyLength() / 2);
            case RESETS_WAITING -> send(entry, entry.ask().bodyLength());
            default -> {
                send(entry, entry.ask().bodyLength());
                awaitHead();
            }
        }
        if (leaving != Leaving.RESETS_READING) {
            linger();
        }
        if (leaving.name().startsWith("RESETS")) {
            socket.setSoLinger(true, 0);
        }
        close();
        return Outcome.without(Kind.LEFT, leaving.name());
    }

    /** Gives what was sent the time to arrive. */
    private void linger() throws IOException {
        socket.setSoTimeout(LEAVING_MILLIS);
        try {
            in.read();
        } catch (SocketTimeoutException e) {
            // as expected
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
