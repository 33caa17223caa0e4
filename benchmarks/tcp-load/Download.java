import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Downloads from the source endpoint through a proxy: one connection at a time, blocking, as fast as it comes. */
final class Download {

    /** As large as the largest buffer of any proxy here, so that the client is never the one that cuts reads short. */
    private static final int READ_SIZE = 256 * 1024;

    private final ByteBuffer scratch = ByteBuffer.allocateDirect(READ_SIZE);

    /** Downloads that many bytes, and counts them. */
    void run(int port, long bytes) throws IOException {
        download(port, bytes, null);
    }

    /** Downloads that many bytes, and compares each with what was sent. */
    void verify(int port, long bytes) throws IOException {
        download(port, bytes, new Content.Comparison());
    }

    private void download(int port, long bytes, Content.Comparison comparison) throws IOException {
        try (SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            channel.write(ByteBuffer.allocate(Long.BYTES).putLong(bytes).flip());
            long received = 0;
            int n;
            while ((n = channel.read(scratch.clear())) >= 0) {
                if (comparison != null) {
                    comparison.next(scratch.flip());
                }
                received += n;
            }
            if (received != bytes) {
                throw new EOFException("asked for " + bytes + " bytes, received " + received);
            }
        }
    }
}
