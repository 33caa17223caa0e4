import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Many clients that send a head byte by byte and never end it, and one normal client beside them. Every second one has had
 * an answer on its connection before. Each must get 408 and the end of the connection, not before the head timeout and at most a
 * second after it; the time runs from the first byte of the head.
 */
public final class SlowHeads {

    /** Between two bytes of one client. */
    private static final long PAUSE_MILLIS = 200;

    /** Allowed over the timeout. */
    private static final double LATE_SECONDS = 1;

    /** Allowed below it: the proxy's clock may be a turn of its loop behind ours. */
    private static final double EARLY_SECONDS = 0.2;

    private SlowHeads() {
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Map<String, String> known = Trials.options();
        known.put("clients", "500");
        known.put("head-timeout", "10");
        Options options = new Options(args, known);
        int port = options.number("port");
        double timeout = options.decimal("head-timeout");
        String failure;
        try (Endpoint endpoint = new Endpoint(options.number("endpoint-port"), Endpoint::plain, System.err::println)) {
            try (NormalTraffic normal = new NormalTraffic(port)) {
                List<Slow> clients = new ArrayList<>();
                for (int i = 0; i < options.number("clients"); i++) {
                    clients.add(new Slow(port, i % 2 == 1));
                }
                run(clients, timeout);
                failure = normal.end();
                long right = clients.stream().filter(c -> c.verdict(timeout) == null).count();
                System.out.printf(Locale.ROOT, "%d of %d slow heads got 408 and the end within %.1f s of the timeout of %.1f s%n", right,
                        clients.size(), LATE_SECONDS, timeout);
                for (Slow client : clients) {
                    if (client.verdict(timeout) != null) {
                        failure = client.verdict(timeout);
                    }
                    client.channel.close();
                }
            }
            new Proxy(options.big("pid"), options.number("admin-port")).awaitQuiet(Duration.ofSeconds(10));
        }
        if (failure != null) {
            System.err.println(failure);
        }
        System.exit(failure == null ? 0 : 1);
    }

    private static void run(List<Slow> clients, double timeout) throws IOException, InterruptedException {
        long end = System.nanoTime() + (long) ((timeout + 3 * LATE_SECONDS) * 1e9);
        long next = System.nanoTime();
        while (System.nanoTime() - end < 0 && clients.stream().anyMatch(c -> c.endNanos == 0)) {
            boolean write = System.nanoTime() - next >= 0;
            if (write) {
                next += TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS);
            }
            for (Slow client : clients) {
                client.turn(write);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static final class Slow {

        private static final byte[] START = Bytes.of("GET /slow HTTP/1.1\r\nHost: localhost\r\nX-Long: ");

        private final SocketChannel channel;
        private final ByteBuffer scratch = ByteBuffer.allocate(1024);
        private final StringBuilder answer = new StringBuilder();
        private final boolean before;
        private int sent;
        private long beginNanos;
        private long endNanos;

        Slow(int port, boolean before) throws IOException {
            this.before = before;
            channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            if (before) {
                channel.write(ByteBuffer.wrap(Bytes.of("GET /bytes/1 HTTP/1.1\r\nHost: localhost\r\n\r\n")));
                StringBuilder first = new StringBuilder();
                while (first.indexOf("\r\n\r\n") < 0 || first.length() < first.indexOf("\r\n\r\n") + 5) {
                    scratch.clear();
                    if (channel.read(scratch) < 0) {
                        throw new IOException("closed within the first answer: " + first);
                    }
                    first.append(Bytes.text(scratch.array()), 0, scratch.position());
                }
            }
            channel.configureBlocking(false);
        }

        void turn(boolean write) {
            if (endNanos != 0) {
                return;
            }
            try {
                scratch.clear();
                int n = channel.read(scratch);
                if (n > 0) {
                    answer.append(Bytes.text(scratch.array()), 0, n);
                } else if (n < 0) {
                    endNanos = System.nanoTime();
                } else if (write && answer.length() == 0) {
                    channel.write(ByteBuffer.wrap(new byte[] {sent < START.length ? START[sent] : (byte) 'x'}));
                    beginNanos = sent++ == 0 ? System.nanoTime() : beginNanos;
                }
            } catch (IOException e) {
                answer.append(" (").append(e.getMessage()).append(')');
                endNanos = System.nanoTime();
            }
        }

        /** What is wrong, or null. */
        String verdict(double timeout) {
            String who = before ? "a slow head after an answered request" : "a slow head on a new connection";
            if (endNanos == 0) {
                return who + " was not ended; it got: " + answer;
            }
            double seconds = (endNanos - beginNanos) / 1e9;
            if (seconds < timeout - EARLY_SECONDS || seconds > timeout + LATE_SECONDS) {
                return String.format(Locale.ROOT, "%s was ended after %.2f s; it got: %s", who, seconds, answer);
            }
            return answer.toString().startsWith("HTTP/1.1 408 ") || answer.toString().startsWith("HTTP/1.0 408 ") ? null : who + " got: " + answer;
        }
    }
}
