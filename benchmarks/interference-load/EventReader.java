import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Keeps a stream of server-sent events open, and reads it. One thread. */
final class EventReader {

    /** As a browser's may be; what it is matters to nobody. */
    private static final int BUFFER = 8192;

    /** Longer than between two signs of life, which come at least every 15 seconds. */
    private static final int SILENCE_MILLIS = 30_000;

    /** As browsers wait where nobody tells them otherwise. */
    private static final int RETRY_MILLIS = 3_000;

    private final int port;
    private final String path;
    private final Storm.Counts counts;
    private final CountDownLatch open = new CountDownLatch(1);

    EventReader(int port, String path, Storm.Counts counts) {
        this.port = port;
        this.path = path;
        this.counts = counts;
    }

    void awaitOpen() throws InterruptedException {
        open.await();
    }

    /** When it is cut off it is opened again: a failure, as nobody is to lose the stream to a reload. */
    void run() {
        try {
            while (true) {
                read();
                TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
            }
        } catch (InterruptedException e) {
            return;
        }
    }

    private void read() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), Storm.DEADLINE_MILLIS);
            socket.setSoTimeout(SILENCE_MILLIS);
            HttpReader reader = new HttpReader(socket.getInputStream(), BUFFER);
            socket.getOutputStream()
                    .write(Bytes.of("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nAccept: text/event-stream\r\n\r\n"));
            Head head = reader.answer();
            if (head == null || head.status() != 200 || !"text/event-stream".equals(head.value("Content-Type"))) {
                throw new IOException("no stream: " + head);
            }
            open.countDown();
            count(reader.raw());
            throw new IOException("the stream was ended");
        } catch (IOException e) {
            counts.failed("events: " + e);
            open.countDown();
        }
    }

    /** An event is one line that begins with "data:"; framing of chunks lies between whole events here, and no other line begins so. */
    private void count(InputStream in) throws IOException {
        byte[] bytes = new byte[BUFFER];
        int matched = 0;
        String mark = "\ndata:";
        for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
            for (int i = 0; i < read; i++) {
                matched = bytes[i] == mark.charAt(matched) ? matched + 1 : bytes[i] == '\n' ? 1 : 0;
                if (matched == mark.length()) {
                    counts.events.incrementAndGet();
                    matched = 0;
                }
            }
        }
    }
}
