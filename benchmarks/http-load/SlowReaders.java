import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Many clients that ask for a long answer and read it slowly, and one normal client beside them. For a while they are slow, then they
 * read the rest as fast as it comes, and every byte is compared. Fails when a byte is wrong, when somebody gets no
 * answer, and when the proxy keeps for them more than it may.
 */
public final class SlowReaders {

    /** Of each slow client, so that the answers wait in the proxy and not in sockets of ours. */
    private static final int RECEIVE_BUFFER = 64 * 1024;

    /** How often each slow client reads. */
    private static final int TURNS_PER_SECOND = 10;

    /** For the rest of all answers, once they read on; without progress for that long the trial failed. */
    private static final long STUCK_SECONDS = 30;

    private SlowReaders() {
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Map<String, String> known = Trials.options();
        known.put("clients", "200");
        known.put("bytes", "16777216");
        known.put("bytes-per-second", "65536");
        known.put("seconds", "60");
        // What the proxy's memory may grow by, in MiB; 200 clients have 3,200 MiB to come.
        known.put("max-growth", "128");
        Options options = new Options(args, known);
        int port = options.number("port");
        Proxy proxy = new Proxy(options.big("pid"), options.number("admin-port"));
        String failure;
        long before;
        long highest;
        try (Endpoint endpoint = new Endpoint(options.number("endpoint-port"), Endpoint::plain, System.err::println)) {
            try (Client client = new Client(port, 10_000)) {
                client.plain("/bytes/1000000");
            }
            before = proxy.rssKib();
            try (Proxy.HighWater water = proxy.watch(); NormalTraffic normal = new NormalTraffic(port)) {
                List<Reader> readers = new ArrayList<>();
                for (int i = 0; i < options.number("clients"); i++) {
                    readers.add(new Reader(port, options.big("bytes")));
                }
                slowly(readers, options.number("bytes-per-second") / TURNS_PER_SECOND, options.number("seconds"));
                failure = normal.end();
                highest = water.kib();
                System.out.printf(Locale.ROOT, "%d slow readers for %d s: %.1f MiB read by them%n", readers.size(),
                        options.number("seconds"), readers.stream().mapToLong(r -> r.received).sum() / 1048576.0);
                fast(readers);
                System.out.println("all read the rest, and every byte was right");
            }
        }
        double growth = (highest - before) / 1024.0;
        System.out.printf(Locale.ROOT, "RSS %.1f MiB before, %.1f MiB at most while they were slow: %.1f KiB a slow reader%n", before / 1024.0,
                highest / 1024.0, growth * 1024 / options.number("clients"));
        proxy.awaitQuiet(Duration.ofSeconds(10));
        if (growth > options.number("max-growth")) {
            failure = "the proxy grew by more than " + options.number("max-growth") + " MiB";
        }
        if (failure != null) {
            System.err.println(failure);
        }
        System.exit(failure == null ? 0 : 1);
    }

    private static void slowly(List<Reader> readers, int bytesPerTurn, int seconds) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        for (int turn = 1; turn <= seconds * TURNS_PER_SECOND; turn++) {
            for (Reader reader : readers) {
                reader.read(bytesPerTurn);
            }
            long left = begin + TimeUnit.SECONDS.toNanos(1) * turn / TURNS_PER_SECOND - System.nanoTime();
            TimeUnit.NANOSECONDS.sleep(left);
        }
    }

    private static void fast(List<Reader> readers) throws IOException, InterruptedException {
        long progress = System.nanoTime();
        while (!readers.isEmpty()) {
            long read = 0;
            for (Reader reader : readers) {
                read += reader.read(Integer.MAX_VALUE);
            }
            readers.removeIf(Reader::complete);
            if (read > 0) {
                progress = System.nanoTime();
            } else if (System.nanoTime() - progress > TimeUnit.SECONDS.toNanos(STUCK_SECONDS)) {
                throw new IOException(readers.size() + " readers get no more, the first after " + readers.get(0).received + " bytes");
            } else {
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }
    }

    /** One slow client: not blocking, so that one thread serves all. */
    private static final class Reader {

        /** Shared: it is empty whenever a turn ends. */
        private static final ByteBuffer SCRATCH = ByteBuffer.allocateDirect(256 * 1024);

        private final SocketChannel channel = SocketChannel.open();
        private final StringBuilder head = new StringBuilder();
        private final long bytes;
        private boolean inBody;
        private long received;

        Reader(int port, long bytes) throws IOException {
            this.bytes = bytes;
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.write(ByteBuffer.wrap(Bytes.of("GET /bytes/" + bytes + " HTTP/1.1\r\nHost: localhost\r\n\r\n")));
            channel.configureBlocking(false);
        }

        boolean complete() {
            if (received == bytes) {
                try {
                    channel.close();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
            return received == bytes;
        }

        /** Reads at most that many bytes; answers how many came. */
        int read(int most) throws IOException {
            SCRATCH.clear().limit(Math.min(most, SCRATCH.capacity()));
            if (received == bytes) {
                return 0;
            }
            int n = channel.read(SCRATCH);
            if (n < 0) {
                throw new IOException("the answer ended after " + received + " of " + bytes + " bytes");
            }
            SCRATCH.flip();
            while (!inBody && SCRATCH.hasRemaining()) {
                head.append((char) SCRATCH.get());
                inBody = head.length() >= 4 && head.substring(head.length() - 4).equals("\r\n\r\n");
                if (inBody && !head.toString().startsWith("HTTP/1.1 200 ")) {
                    throw new IOException("a slow reader got: " + head);
                }
            }
            while (SCRATCH.hasRemaining()) {
                if (received == bytes || SCRATCH.get() != Bytes.at(received)) {
                    throw new IOException("a wrong byte at offset " + received);
                }
                received++;
            }
            return n;
        }
    }
}
