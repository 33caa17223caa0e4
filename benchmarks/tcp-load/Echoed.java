import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Sends many bytes to the echo endpoint through a proxy, as fast as they are taken, and compares what comes back meanwhile. */
final class Echoed {

    private static final int READ_SIZE = 64 * 1024;

    private Echoed() {
    }

    static void verify(int port, long bytes) throws IOException {
        Content.Comparison comparison = new Content.Comparison();
        ByteBuffer block = Content.block();
        ByteBuffer received = ByteBuffer.allocateDirect(READ_SIZE);
        try (SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            channel.configureBlocking(false);
            long unsent = bytes;
            while (comparison.compared() < bytes) {
                block.limit((int) Math.min(Content.BLOCK, block.position() + unsent));
                unsent -= channel.write(block);
                block.limit(Content.BLOCK);
                if (!block.hasRemaining()) {
                    block.clear();
                }
                int n = channel.read(received.clear());
                if (n < 0) {
                    throw new EOFException("closed after " + comparison.compared() + " of " + bytes + " bytes");
                }
                comparison.next(received.flip());
                if (n == 0) {
                    Thread.onSpinWait();
                }
            }
        }
    }
}
