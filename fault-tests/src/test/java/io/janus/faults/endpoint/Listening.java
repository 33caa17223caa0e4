package io.janus.faults.endpoint;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The listening socket of an endpoint, which may accept, refuse, or be a black hole. All of it belongs to one thread, which
 * carries out what others ask for between two accepts.
 */
final class Listening {

    /** More than the open-loop tests ever have waiting while a process is paused. */
    private static final int BACKLOG = 4096;

    /** How soon a change is noticed. */
    private static final int TURN_MILLIS = 20;

    /** A port that was just given up may be in use for another moment. */
    private static final long BIND_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** A queue for one holds two; whoever comes then is not heard. */
    private static final int FILLERS = 8;
    private static final int FILLER_TIMEOUT_MILLIS = 100;

    private final Consumer<Socket> accepted;
    private final BlockingQueue<Runnable> changes = new LinkedBlockingQueue<>();
    private final List<Socket> fillers = new ArrayList<>();
    private InetSocketAddress address;
    private @Nullable ServerSocket socket;
    private boolean accepts = true;
    private boolean ended;

    Listening(InetSocketAddress address, Consumer<Socket> accepted) throws IOException {
        this.address = address;
        this.accepted = accepted;
        ServerSocket bound = bind(BACKLOG);
        this.address = (InetSocketAddress) bound.getLocalSocketAddress();
        this.socket = bound;
    }

    int port() {
        return address.getPort();
    }

    /** Accepts until {@link #end} was asked for. */
    void run() throws IOException, InterruptedException {
        while (!ended) {
            Runnable change = accepts ? changes.poll() : changes.poll(TURN_MILLIS, TimeUnit.MILLISECONDS);
            if (change != null) {
                change.run();
            } else if (accepts) {
                accept(TURN_MILLIS);
            }
        }
    }

    private boolean accept(int timeoutMillis) throws IOException {
        ServerSocket listening = socket;
        if (listening == null) {
            return false;
        }
        listening.setSoTimeout(timeoutMillis);
        try {
            accepted.accept(listening.accept());
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    /** Has the listening thread do something. */
    void change(Runnable what) {
        changes.add(what);
    }

    // In the listening thread

    void accepting() throws IOException {
        close();
        socket = bind(BACKLOG);
        accepts = true;
    }

    void refuse() throws IOException {
        accepts = false;
        close();
    }

    /** Listens, and is not to be reached: its queue is full, and nobody takes anything from it. */
    void blackHole() throws IOException {
        refuse();
        socket = bind(1);
        for (int i = 0; i < FILLERS; i++) {
            Socket filler = new Socket();
            fillers.add(filler);
            try {
                filler.connect(address, FILLER_TIMEOUT_MILLIS);
            } catch (SocketTimeoutException e) {
                return; // full
            }
        }
        throw new IOException("the queue is never full");
    }

    /** Takes what has come, and then refuses: nobody who was let in by the kernel is lost. */
    void end() throws IOException {
        while (accept(1)) {
            // one after the other
        }
        refuse();
        ended = true;
    }

    private void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
        for (Socket filler : fillers) {
            filler.close();
        }
        fillers.clear();
    }

    private ServerSocket bind(int backlog) throws IOException {
        long until = System.nanoTime() + BIND_NANOS;
        while (true) {
            ServerSocket bound = new ServerSocket();
            try {
                bound.setReuseAddress(true);
                bound.bind(address, backlog);
                return bound;
            } catch (BindException e) {
                bound.close();
                if (System.nanoTime() - until > 0) {
                    throw e;
                }
            }
        }
    }
}
