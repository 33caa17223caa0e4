import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;

/**
 * The bytes that the source endpoint sends, known to both sides: a random block, repeated.
 *
 * <p>
 * The length of the block is a prime. A proxy that loses, repeats or swaps a buffer of any usual size moves what follows by a
 * distance that is no multiple of it, so that a comparison must notice.
 */
final class Content {

    /** The largest prime below 1 MiB. */
    static final int BLOCK = 1_048_573;

    private static final long SEED = 42;

    private Content() {
    }

    /** One block, direct and read-only to its users by convention: each takes a {@link ByteBuffer#duplicate()}. */
    static ByteBuffer block() {
        byte[] bytes = new byte[BLOCK];
        new Random(SEED).nextBytes(bytes);
        return ByteBuffer.allocateDirect(BLOCK).put(bytes).flip();
    }

    /** Compares what arrives, piece by piece, with what was sent. */
    static final class Comparison {

        private final ByteBuffer expected = block();
        private long compared;

        /** How many bytes were right so far. */
        long compared() {
            return compared;
        }

        void next(ByteBuffer received) throws IOException {
            while (received.hasRemaining()) {
                int at = (int) (compared % BLOCK);
                int length = Math.min(received.remaining(), BLOCK - at);
                if (!received.slice(received.position(), length).equals(expected.slice(at, length))) {
                    throw new IOException("a wrong byte within " + length + " bytes after offset " + compared);
                }
                received.position(received.position() + length);
                compared += length;
            }
        }
    }
}
