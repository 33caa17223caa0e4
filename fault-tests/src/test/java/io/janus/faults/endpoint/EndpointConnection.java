package io.janus.faults.endpoint;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

import io.janus.faults.wire.BodyReader;
import io.janus.faults.wire.Head;

/** One connection to the endpoint: a request after the other, each written down. Run by a thread of its own. */
final class EndpointConnection implements Runnable {

    private static final int PIECE = 16 * 1024;

    private final Socket socket;
    private final Endpoint endpoint;
    private final InputStream in;
    private final OutputStream out;

    /** Guarded by this: a drain looks at it. */
    private boolean busy;
    private long idleSinceNanos = System.nanoTime();

    EndpointConnection(Socket socket, Endpoint endpoint) throws IOException {
        this.socket = socket;
        this.endpoint = endpoint;
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), PIECE);
        out = socket.getOutputStream();
    }

    @Override
    public void run() {
        try (socket) {
            while (serve()) {
                // one after the other
            }
        } catch (IOException e) {
            // The other side left: what it means for a request was written down by then.
        } catch (RuntimeException e) {
            endpoint.log().broken(e);
        } finally {
            endpoint.gone(this);
        }
    }

    /** Sends back what comes, without any HTTP, until the other side has enough. */
    void runRaw() {
        try (socket) {
            echo();
        } catch (IOException e) {
            // The other side left.
        } finally {
            endpoint.gone(this);
        }
    }

    /** Serves one request. Answers whether another may follow. */
    private boolean serve() throws IOException {
        idle();
        if (!awaitByte()) {
            return false;
        }
        busy();
        Head head = Head.read(in);
        if (head == null) {
            return false;
        }
        String number = endpoint.log().next();
        String id = head.field("x-id", "-");
        Act act = endpoint.plan().act(head);
        endpoint.log().head(number, id, head.word(0));
        Answering answering = new Answering(this, endpoint, head, number, id);
        if (act == Act.EARLY) {
            answering.perform(act);
            readBody(head, number, id);
            return false;
        }
        return readBody(head, number, id) && answering.perform(act);
    }

    private boolean readBody(Head head, String number, String id) {
        BodyReader.Result body = BodyReader.read(in, head, false);
        endpoint.log().body(number, id, body.digest(), body.end().name());
        return body.isComplete();
    }

    private boolean awaitByte() throws IOException {
        in.mark(1);
        int b = in.read();
        in.reset();
        return b >= 0;
    }

    private synchronized void idle() {
        busy = false;
        idleSinceNanos = System.nanoTime();
    }

    private synchronized void busy() {
        busy = true;
    }

    /** Closes it if it has waited so long for a request. */
    synchronized void closeIfIdle(long nanos) {
        if (!busy && System.nanoTime() - idleSinceNanos >= nanos) {
            try {
                socket.close();
            } catch (IOException e) {
                endpoint.log().broken(e);
            }
        }
    }

    // For answers

    OutputStream out() {
        return out;
    }

    /** Lets time pass. Answers false as soon as the other side has left. */
    boolean stays(int millis) throws IOException {
        if (millis <= 0) {
            return true;
        }
        socket.setSoTimeout(millis);
        try {
            return awaitByte();
        } catch (SocketTimeoutException e) {
            return true;
        } finally {
            socket.setSoTimeout(0);
        }
    }

    /** Reads and forgets until the other side has enough. */
    void readToEnd() throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }

    void echo() throws IOException {
        byte[] piece = new byte[PIECE];
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            out.write(piece, 0, read);
        }
    }

    /** Ends it with a reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
