package io.janus.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An endpoint that says its id and then echoes. It can be stopped, and started again on the same port. */
final class GreetingEndpoint implements AutoCloseable {

    private final String id;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private int port;
    private ServerSocket listening;

    GreetingEndpoint(String id) {
        this.id = id;
        this.listening = listen(0);
        this.port = listening.getLocalPort();
    }

    private ServerSocket listen(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            daemon("accept-" + id, () -> accept(socket));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                open.add(client);
                daemon("serve-" + id, () -> serve(client));
            } catch (IOException e) {
                return; // stopped
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.getOutputStream().write((id + "\n").getBytes(StandardCharsets.US_ASCII));
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // the peer left: nothing more to do for it
        } finally {
            open.remove(client);
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    String id() {
        return id;
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    /** Refuses connections from now on; open ones are reset. */
    void stop() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    void startAgain() {
        listening = listen(port);
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
