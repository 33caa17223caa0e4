import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** An HTTP endpoint within this process: blocking, one thread for each connection. It hands complete requests to its service. */
final class Endpoint implements AutoCloseable {

    private static final int PENDING_CONNECTIONS = 1024;
    private static final int BUFFER = 16 * 1024;

    /** Called by many threads at once. */
    interface Service {
        /** Writes the whole answer. Answers whether the connection stays open. */
        boolean answer(Head head, byte[] body, OutputStream out) throws IOException;
    }

    private final ServerSocket server;
    private final Service service;
    private final Consumer<String> complaints;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "endpoint");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param complaints hears what no proxy may send: malformed requests, and requests it did not add X-Forwarded-For to, because it took
     *            them for a part of another
     */
    Endpoint(int port, Service service, Consumer<String> complaints) throws IOException {
        this.service = service;
        this.complaints = complaints;
        server = new ServerSocket(port, PENDING_CONNECTIONS, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    complaints.accept("the endpoint cannot accept: " + e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            HttpReader reader = new HttpReader(socket.getInputStream(), BUFFER);
            OutputStream out = socket.getOutputStream();
            Head head;
            boolean open = true;
            while (open && (head = reader.request()) != null) {
                if (head.values("X-Forwarded-For").stream().noneMatch(v -> v.contains("127.0.0.1"))) {
                    complaints.accept("a request that the proxy did not take for one:\n" + head);
                }
                if ("100-continue".equalsIgnoreCase(head.value("Expect"))) {
                    out.write(Bytes.of("HTTP/1.1 100 Continue\r\n\r\n"));
                }
                byte[] body = reader.requestBody(head);
                open = service.answer(head, body, out) && !head.connection("close");
            }
        } catch (HttpReader.Malformed e) {
            complaints.accept("the proxy sent a malformed request: " + e.getMessage());
        } catch (IOException e) {
            // The proxy gave up, as it must when its client does.
        }
    }

    /** The service of the trials that only need answers: {@code /bytes/N} has N bytes, everything else a few. */
    static boolean plain(Head head, byte[] body, OutputStream out) throws IOException {
        String target = head.target();
        long length = target.startsWith("/bytes/") ? Long.parseLong(target.substring(7)) : 100;
        out.write(Bytes.of("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX-Target: " + target + "\r\nContent-Length: " + length + "\r\n\r\n"));
        byte[] piece = new byte[BUFFER];
        for (long at = 0; at < length; at += piece.length) {
            int size = (int) Math.min(piece.length, length - at);
            for (int i = 0; i < size; i++) {
                piece[i] = Bytes.at(at + i);
            }
            out.write(piece, 0, size);
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
