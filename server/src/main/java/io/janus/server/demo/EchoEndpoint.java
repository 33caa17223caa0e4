package io.janus.server.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An endpoint for TCP: it greets each connection with its name and echoes what it is sent. Plain blocking sockets, a thread a
 * connection.
 */
final class EchoEndpoint implements DemoEndpoint {

    /** Enough for anyone who plays; it bounds the threads when someone points a load generator at the demo. */
    private static final int MAX_CONNECTIONS = 200;

    /** Stack space suffices for a copy loop. */
    private static final int BUFFER = 4096;

    private final String name;
    private final ServerSocket server;

    /** Added by the accepting thread, removed by each connection's own, closed by whoever closes this. */
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    /** Listens on a free port of the loopback interface. */
    EchoEndpoint(String name) throws IOException {
        this.name = name;
        this.server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        start(this::accept, "demo-" + name);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    /** The line that a connection is greeted with, without its end. */
    static String greeting(String name) {
        return "Hello from " + name + ". I echo what you type.";
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                if (connections.size() >= MAX_CONNECTIONS) {
                    connection.close();
                } else {
                    connections.add(connection);
                    start(() -> serve(connection), "demo-" + name + "-connection");
                }
            } catch (IOException e) {
                // Closed, or a client that left while it was accepted: the loop's condition tells which.
                continue;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = connection.getInputStream();
            OutputStream out = connection.getOutputStream();
            out.write((greeting(name) + "\n").getBytes(StandardCharsets.UTF_8));
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // The client is gone, and it is the only one who would want to know.
            return;
        } finally {
            connections.remove(connection);
        }
    }

    private static void start(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
