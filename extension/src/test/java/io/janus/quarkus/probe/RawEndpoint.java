package io.janus.quarkus.probe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.spec.HostPort;

/** An endpoint that reads one request after the other, each from a connection of its own, and behaves as a test wants it to. */
final class RawEndpoint implements AutoCloseable {

    /** Nothing a test waits for takes longer, short of a failure. */
    private static final int PATIENCE_SECONDS = 10;

    private final ServerSocket server;
    private final Behaviour behaviour;
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();

    /** What it does with a connection whose request it has read. An exception ends the connection, and so does its return. */
    @FunctionalInterface
    interface Behaviour {

        void answer(Socket client) throws IOException;
    }

    RawEndpoint(Behaviour behaviour) {
        this.behaviour = behaviour;
        try {
            server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "raw-endpoint");
        thread.setDaemon(true);
        thread.start();
    }

    /** Sends this, and then waits for the other side to end the connection. */
    static RawEndpoint answering(String answer) {
        return new RawEndpoint(client -> {
            send(client, answer);
            awaitEnd(client);
        });
    }

    static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Waits for the FIN or the reset of the other side. */
    static void awaitEnd(Socket client) throws IOException {
        client.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    HostPort written() {
        return new HostPort("127.0.0.1", server.getLocalPort());
    }

    /** The head of the next request; null when none comes. */
    @Nullable
    String request() throws InterruptedException {
        return requests.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** How many requests came that nobody asked for yet. */
    int waiting() {
        return requests.size();
    }

    /** Whether the next of its connections ended, however. */
    boolean connectionEnded() throws InterruptedException {
        return ends.poll(PATIENCE_SECONDS, TimeUnit.SECONDS) != null;
    }

    private void serve() {
        try {
            while (true) {
                serve(server.accept());
            }
        } catch (IOException e) {
            // Closed: that is how it ends.
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            requests.add(readHead(client.getInputStream()));
            behaviour.answer(client);
            ends.add("orderly");
        } catch (SocketTimeoutException e) {
            // The other side has not ended it: nothing to report, and the test fails.
        } catch (IOException e) {
            ends.add("broken");
        }
    }

    private static String readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            head.write(b);
            if (head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                break;
            }
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
