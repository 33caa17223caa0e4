package io.janus.quarkus.deployment;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/** Sends one request after the other and forgives nothing: neither a refused connection, nor a reset, nor another answer. */
final class SteadyClient implements AutoCloseable {

    /** A stop and start of an application may take seconds on a busy machine; a request must not notice. */
    private static final int TIMEOUT_MILLIS = 10_000;

    /** Enough requests to meet every moment of a reload, without taking the processors from it. */
    private static final long PAUSE_NANOS = 5_000_000;

    private static final byte[] REQUEST = "GET / HTTP/1.1\r\nHost: test\r\n\r\n".getBytes(StandardCharsets.UTF_8);

    private final int port;
    private final boolean keepsAlive;
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final AtomicLong answers = new AtomicLong();
    private final Thread thread;

    /** Written by the test, read by the client's thread; and the other way round. */
    private volatile boolean closed;
    private volatile String last = "";

    /** @param keepsAlive whether all requests go over one connection; otherwise each has its own */
    SteadyClient(int port, boolean keepsAlive) {
        this.port = port;
        this.keepsAlive = keepsAlive;
        this.thread = new Thread(this::run, "test-client");
        thread.setDaemon(true);
        thread.start();
    }

    /** What went wrong until now. */
    List<String> failures() {
        return failures;
    }

    /** How many requests were answered. */
    long answers() {
        return answers.get();
    }

    /** The answer that came last. */
    String last() {
        return last;
    }

    private void run() {
        Socket kept = null;
        while (!closed && failures.isEmpty()) {
            try {
                if (kept == null) {
                    kept = connect();
                }
                last = exchange(kept);
                answers.incrementAndGet();
                if (!keepsAlive) {
                    kept.close();
                    kept = null;
                }
            } catch (IOException e) {
                failures.add("after " + answers + " answers: " + e);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        close(kept);
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
        return socket;
    }

    private static String exchange(Socket socket) throws IOException {
        socket.getOutputStream().write(REQUEST);
        InputStream in = new BufferedInputStream(socket.getInputStream());
        String status = line(in);
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException("the answer was " + status);
        }
        int length = 0;
        for (String field = line(in); !field.isEmpty(); field = line(in)) {
            if (field.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(field.substring(15).strip());
            }
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new IOException("the answer was cut");
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the connection ended after " + line);
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }

    private static void close(@Nullable Socket socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(TIMEOUT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
