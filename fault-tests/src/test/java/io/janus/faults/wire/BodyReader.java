package io.janus.faults.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;

/** Reads a body to its end, whatever its framing, and tells whether it was whole. */
public final class BodyReader {

    /** Where there can be no body. */
    public static final Result NONE = new Result(new Digest().text(), End.COMPLETE);

    private static final int PIECE = 16 * 1024;

    private BodyReader() {
    }

    /** How a body ended. */
    public enum End {
        COMPLETE,
        /** By a FIN before its end. */
        FINISHED,
        /** By a reset before its end. */
        RESET,
        /** Nothing came any more, for as long as the socket waits. */
        SILENT,
        /** Its chunks make no sense. */
        MALFORMED
    }

    /**
     * A body that was read.
     *
     * @param digest of what came, also when that was not all
     */
    public record Result(String digest, End end) {

        public boolean isComplete() {
            return end == End.COMPLETE;
        }
    }

    /** @param untilClose whether a body without framing ends with the connection; otherwise there is none */
    public static Result read(InputStream in, Head head, boolean untilClose) {
        Digest digest = new Digest();
        try {
            if (head.has("transfer-encoding", "chunked")) {
                End end = chunks(in, digest);
                return new Result(digest.text(), end);
            }
            long length = Long.parseLong(head.field("content-length", "-1"));
            if (length < 0 && !untilClose) {
                return new Result(digest.text(), End.COMPLETE);
            }
            boolean all = bytes(in, digest, length < 0 ? Long.MAX_VALUE : length);
            return new Result(digest.text(), all || length < 0 ? End.COMPLETE : End.FINISHED);
        } catch (SocketTimeoutException e) {
            return new Result(digest.text(), End.SILENT);
        } catch (NumberFormatException e) {
            return new Result(digest.text(), End.MALFORMED);
        } catch (IOException e) {
            return new Result(digest.text(), End.RESET);
        }
    }

    /** Answers whether so many bytes came. */
    private static boolean bytes(InputStream in, Digest digest, long count) throws IOException {
        byte[] piece = new byte[PIECE];
        long left = count;
        while (left > 0) {
            int read = in.read(piece, 0, (int) Math.min(piece.length, left));
            if (read < 0) {
                return false;
            }
            digest.add(piece, read);
            left -= read;
        }
        return true;
    }

    private static End chunks(InputStream in, Digest digest) throws IOException {
        while (true) {
            String size = line(in);
            if (size.isEmpty()) {
                return End.FINISHED;
            }
            int length = Integer.parseInt(size.strip(), 16);
            if (length == 0) {
                return line(in).equals("\r") ? End.COMPLETE : End.FINISHED; // these tests send no trailers
            }
            if (!bytes(in, digest, length) || !line(in).equals("\r")) {
                return End.FINISHED;
            }
        }
    }

    /** A line with its CR, or what there was of it: then it does not end in CR, or is empty. */
    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return "";
            }
            line.append((char) b);
        }
        return line.toString();
    }
}
