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
    private final ByteBuffer expected = Content.block();

    /** Downloads that many bytes, and counts them. */
    void run(int port, long bytes) throws IOException {
        download(port, bytes, false);
    }

    /** Downloads that many bytes, and compares each with what was sent. */
    void verify(int port, long bytes) throws IOException {
        download(port, bytes, true);
    }

    private void download(int port, long bytes, boolean compare) throws IOException {
        try (SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            channel.write(ByteBuffer.allocate(Long.BYTES).putLong(bytes).flip());
            long received = 0;
            int n;
            while ((n = channel.read(scratch.clear())) >= 0) {
                if (compare) {
                    compare(received);
                }
                received += n;
            }
            if (received != bytes) {
                throw new EOFException("asked for " + bytes + " bytes, received " + received);
            }
        }
    }

    private void compare(long offset) throws IOException {
        scratch.flip();
        while (scratch.hasRemaining()) {
            int at = (int) (offset % Content.BLOCK);
            int length = Math.min(scratch.remaining(), Content.BLOCK - at);
            ByteBuffer received = scratch.slice(scratch.position(), length);
            if (!received.equals(expected.slice(at, length))) {
                throw new IOException("a wrong byte within " + length + " bytes after offset " + offset);
            }
            scratch.position(scratch.position() + length);
            offset += length;
        }
    }
}
