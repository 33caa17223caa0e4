import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.Supplier;

/**
 * The two endpoints behind every proxy, on one thread: one answers what it hears, one sends as many bytes as it is asked for.
 * Prints their ports, each with its name, and runs until it is ended.
 */
public final class Endpoints {

    private static final int PENDING_CONNECTIONS = 1024;

    private Endpoints() {
    }

    public static void main(String[] args) throws IOException {
        Selector selector = Selector.open();
        ByteBuffer block = Content.block();
        int echo = listen(selector, Echo::new);
        int source = listen(selector, () -> new Source(block.duplicate()));
        System.out.println("ECHO_PORT=" + echo);
        System.out.println("SOURCE_PORT=" + source);
        System.out.println("READY=1");
        while (true) {
            selector.select(Endpoints::turn);
        }
    }

    private static int listen(Selector selector, Supplier<Peer> peers) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), PENDING_CONNECTIONS);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT, peers);
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    @SuppressWarnings("unchecked")
    private static void turn(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                SocketChannel channel = ((ServerSocketChannel) key.channel()).accept();
                if (channel != null) {
                    channel.configureBlocking(false);
                    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                    channel.register(key.selector(), SelectionKey.OP_READ, ((Supplier<Peer>) key.attachment()).get());
                }
            } else {
                ((Peer) key.attachment()).turn(key, (SocketChannel) key.channel());
            }
        } catch (IOException e) {
            // The other side reset it, as clients that are done measuring do.
            close(key);
        }
    }

    private static void close(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException e) {
            System.err.println("could not close a connection: " + e);
        }
    }

    private interface Peer {
        void turn(SelectionKey key, SocketChannel channel) throws IOException;
    }

    /** Answers what it hears. What the client does not take stays here, and nothing more is read until it is gone. */
    private static final class Echo implements Peer {

        /** Also the most that one connection may hold. */
        private static final int SIZE = 64 * 1024;

        /** Shared: it is empty whenever a turn ends. */
        private static final ByteBuffer SCRATCH = ByteBuffer.allocateDirect(SIZE);

        private ByteBuffer left = ByteBuffer.allocate(0);
        private boolean ended;

        @Override
        public void turn(SelectionKey key, SocketChannel channel) throws IOException {
            if (left.hasRemaining()) {
                channel.write(left);
                if (left.hasRemaining()) {
                    return;
                }
                key.interestOps(SelectionKey.OP_READ);
            } else {
                SCRATCH.clear();
                ended = channel.read(SCRATCH) < 0;
                SCRATCH.flip();
                channel.write(SCRATCH);
                if (SCRATCH.hasRemaining()) {
                    left = ByteBuffer.allocate(SCRATCH.remaining()).put(SCRATCH).flip();
                    key.interestOps(SelectionKey.OP_WRITE);
                }
            }
            if (ended && !left.hasRemaining()) {
                channel.close();
            }
        }
    }

    /** Reads a length of eight bytes, then sends that many bytes of {@link Content} and closes. */
    private static final class Source implements Peer {

        private final ByteBuffer block;
        private final ByteBuffer length = ByteBuffer.allocate(Long.BYTES);
        private long left;

        Source(ByteBuffer block) {
            this.block = block;
        }

        @Override
        public void turn(SelectionKey key, SocketChannel channel) throws IOException {
            if (length.hasRemaining()) {
                if (channel.read(length) < 0) {
                    channel.close();
                    return;
                }
                if (length.hasRemaining()) {
                    return;
                }
                left = length.getLong(0);
                key.interestOps(SelectionKey.OP_WRITE);
            }
            if (!block.hasRemaining()) {
                block.clear();
            }
            block.limit((int) Math.min(Content.BLOCK, block.position() + left));
            left -= channel.write(block);
            block.limit(Content.BLOCK);
            if (left == 0) {
                channel.close();
            }
        }
    }
}
