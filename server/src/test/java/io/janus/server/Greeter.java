package io.janus.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** An endpoint in the test's process: says its name, then echoes. */
final class Greeter implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());

    Greeter(String name) throws IOException {
        daemon(() -> {
            while (!server.isClosed()) {
                Socket connection = server.accept();
                daemon(() -> {
                    try (connection) {
                        connection.getOutputStream().write((name + "\n").getBytes(StandardCharsets.UTF_8));
                        connection.getInputStream().transferTo(connection.getOutputStream());
                    }
                });
            }
        });
    }

    String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // The other side is gone, or the test is over.
                return;
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
