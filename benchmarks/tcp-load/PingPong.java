import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * Sends messages of 100 bytes through a proxy to the echo endpoint, the next on each connection when the one before is back. One
 * thread for all connections.
 */
final class PingPong implements AutoCloseable {

    static final int MESSAGE_BYTES = 100;

    /** No proxy here is so slow. */
    private static final int MOST_MICROS = 1_000_000;

    private final Selector selector = Selector.open();

    /** Shared: it is empty whenever a turn ends. Larger than a message, to notice when more comes back than was sent. */
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(2 * MESSAGE_BYTES);

    private Latencies latencies = new Latencies(MOST_MICROS);
    private long roundTrips;

    PingPong(int port, int connections) throws IOException {
        for (int i = 0; i < connections; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            Connection connection = new Connection(channel, i);
            channel.register(selector, SelectionKey.OP_READ, connection);
            connection.send();
        }
    }

    /** Goes on until the time is over. Answers the round trips completed meanwhile. */
    long run(long nanos) throws IOException {
        latencies = new Latencies(MOST_MICROS);
        long before = roundTrips;
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() - end < 0) {
            // The time-out only bounds the run when a proxy answers nothing.
            selector.select(this::turn, 100);
        }
        return roundTrips - before;
    }

    /** Of the round trips of the last run. */
    Latencies latencies() {
        return latencies;
    }

    private void turn(SelectionKey key) {
        try {
            ((Connection) key.attachment()).receive();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }

    private final class Connection {

        private final SocketChannel channel;
        private final ByteBuffer message;
        private final ByteBuffer answer = ByteBuffer.allocateDirect(MESSAGE_BYTES);
        private long sentAtNanos;

        /** The message begins with its number, and the rest differs from connection to connection. */
        Connection(SocketChannel channel, int number) {
            this.channel = channel;
            message = ByteBuffer.allocateDirect(MESSAGE_BYTES);
            for (int i = 0; i < MESSAGE_BYTES; i++) {
                message.put(i, (byte) (number + i));
            }
            message.putLong(0, 0);
        }

        void send() throws IOException {
            message.putLong(0, message.getLong(0) + 1);
            message.clear();
            sentAtNanos = System.nanoTime();
            if (channel.write(message) != MESSAGE_BYTES) {
                throw new IOException("an empty socket did not take " + MESSAGE_BYTES + " bytes");
            }
        }

        void receive() throws IOException {
            if (channel.read(scratch.clear()) < 0) {
                throw new EOFException("the proxy closed a connection after " + message.getLong(0) + " messages");
            }
            scratch.flip();
            if (scratch.remaining() > answer.remaining()) {
                throw new IOException("more came back than was sent");
            }
            answer.put(scratch);
            if (answer.hasRemaining()) {
                return;
            }
            // Two comparisons of 100 bytes in native memory: far below the cost of the read.
            if (!answer.flip().equals(message.clear())) {
                throw new IOException("message " + message.getLong(0) + " came back changed");
            }
            answer.clear();
            roundTrips++;
            latencies.add(System.nanoTime() - sentAtNanos);
            send();
        }
    }
}
