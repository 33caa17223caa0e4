package io.janus.proxy.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real endpoint on a free loopback port, on plain blocking sockets. Either the test accepts and speaks by hand
 * ({@link #byHand}), or each connection gets a conversation on a thread of its own. {@link #close} closes everything it
 * accepted.
 */
public final class TestEndpoint implements AutoCloseable {

    /** Enough for every test's burst of connections. */
    private static final int BACKLOG = 1024;

    /** What an endpoint does with a connection; it is closed when this returns. */
    @FunctionalInterface
    public interface Conversation {
        void hold(Socket connection) throws IOException;
    }

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "test-endpoint");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();

    private TestEndpoint(InetAddress address, int receiveBuffer) {
        try {
            server = ServerSocketChannel.open().socket();
            if (receiveBuffer > 0) {
                server.setReceiveBufferSize(receiveBuffer);
            }
            server.bind(new InetSocketAddress(address, 0), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One whose connections the test accepts and drives itself. */
    public static TestEndpoint byHand() {
        return byHand(0);
    }

    /** As {@link #byHand()}, with a receive buffer of so many bytes on each connection. */
    public static TestEndpoint byHand(int receiveBuffer) {
        return new TestEndpoint(InetAddress.getLoopbackAddress(), receiveBuffer);
    }

    /** One that holds the same conversation on every connection. */
    public static TestEndpoint that(Conversation conversation) {
        TestEndpoint endpoint = byHand();
        endpoint.threads.execute(() -> endpoint.serve(conversation));
        return endpoint;
    }

    /** Sends back what it receives, and finishes when the other side does. */
    public static TestEndpoint echoing() {
        return that(connection -> connection.getInputStream().transferTo(connection.getOutputStream()));
    }

    /** Speaks first, as a mail or database server does; then finishes when the other side does. */
    public static TestEndpoint greeting(String text) {
        return that(connection -> {
            connection.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            connection.getInputStream().transferTo(OutputStream.nullOutputStream());
        });
    }

    /** Reads everything and answers nothing. */
    public static TestEndpoint swallowing() {
        return that(connection -> connection.getInputStream().transferTo(OutputStream.nullOutputStream()));
    }

    /** Resets every connection as soon as it is accepted. */
    public static TestEndpoint resetting() {
        return that(connection -> connection.setSoLinger(true, 0));
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    /** How many connections it accepted so far. */
    public int accepted() {
        return accepted.get();
    }

    /** The next connection. Only for one driven by hand. */
    public Peer accept() {
        try {
            server.setSoTimeout(Peer.PATIENCE_MILLIS);
            return new Peer(take());
        } catch (SocketTimeoutException e) {
            throw new AssertionError("nobody connected within " + Peer.PATIENCE_MILLIS + " ms", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a connection is waiting to be accepted; takes it. Only for one driven by hand. */
    public boolean wasConnectedTo() {
        try {
            server.setSoTimeout(1);
            take();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Socket take() throws IOException {
        Socket connection = server.accept();
        open.add(connection);
        accepted.incrementAndGet();
        return connection;
    }

    private void serve(Conversation conversation) {
        while (true) {
            Socket connection;
            try {
                connection = take();
            } catch (IOException e) {
                return; // it was closed
            }
            threads.execute(() -> {
                try (connection) {
                    conversation.hold(connection);
                } catch (IOException e) {
                    // The other side broke off: what a test has to say about it, it asserts there.
                } finally {
                    open.remove(connection);
                }
            });
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket connection : open) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
