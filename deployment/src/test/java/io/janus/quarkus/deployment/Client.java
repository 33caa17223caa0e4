package io.janus.quarkus.deployment;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

import io.janus.proxy.listen.Listener;
import io.janus.quarkus.JanusControl;

/** A client of a listener of the Janus under test. */
final class Client implements AutoCloseable {

    /** Nothing a test waits for takes longer, short of a failure. */
    private static final int TIMEOUT_MILLIS = 10_000;

    private final Socket socket;

    static Client of(InetSocketAddress address) throws IOException {
        return new Client(address);
    }

    private Client(InetSocketAddress address) throws IOException {
        socket = new Socket();
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(address, TIMEOUT_MILLIS);
    }

    static Client of(JanusControl janus, String listener) throws IOException {
        return new Client(address(janus, listener));
    }

    static InetSocketAddress address(JanusControl janus, String listener) {
        return janus.proxy().listeners().all().stream().filter(l -> l.name().equals(listener)).findFirst()
                .map(Listener::address).orElseThrow();
    }

    /** The name the endpoint says first; empty when the session ended instead. */
    String greeting() throws IOException {
        StringBuilder name = new StringBuilder();
        for (int c = socket.getInputStream().read(); c >= 0 && c != '\n'; c = socket.getInputStream().read()) {
            name.append((char) c);
        }
        return name.toString();
    }

    /** Waits for the end of the session: true when it was a reset, false when it was orderly. */
    boolean endedByReset() throws IOException {
        try {
            socket.getOutputStream().write("?".getBytes(StandardCharsets.UTF_8));
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            return false;
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
