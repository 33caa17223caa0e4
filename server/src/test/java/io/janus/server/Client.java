package io.janus.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that speaks lines. */
final class Client implements AutoCloseable {

    /** No step of a test takes longer on a machine that works. */
    private static final int TIMEOUT_MILLIS = 10_000;

    private final Socket socket;
    private final BufferedReader in;

    Client(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The next line, or {@code null} at the end of the stream. */
    String readLine() throws IOException {
        return in.readLine();
    }

    /** Sends a line and answers the next one that comes back. */
    String ask(String line) throws IOException {
        socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        return in.readLine();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
