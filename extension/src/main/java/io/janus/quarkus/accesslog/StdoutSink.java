package io.janus.quarkus.accesslog;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The standard output of the process, past {@link System#out}: that has a lock, and whoever logs would wait behind a write that
 * nobody reads.
 */
final class StdoutSink implements Sink {

    /**
     * What a pipe takes in one piece, PIPE_BUF of Linux: whole lines up to this are never torn by lines of the log that go to
     * the same pipe.
     */
    static final int PIECE = 4096;

    private final OutputStream out;

    StdoutSink() {
        this(new FileOutputStream(FileDescriptor.out));
    }

    StdoutSink(OutputStream out) {
        this.out = out;
    }

    @Override
    public String name() {
        return "stdout";
    }

    @Override
    public int write(byte[] bytes, int from, int to) throws IOException {
        int length = piece(bytes, from, to);
        out.write(bytes, from, length);
        return length;
    }

    /** As many whole lines as fit a piece; a line that is longer than that alone. */
    private static int piece(byte[] bytes, int from, int to) {
        if (to - from <= PIECE) {
            return to - from;
        }
        int end = from + PIECE;
        while (end > from && bytes[end - 1] != '\n') {
            end--;
        }
        if (end == from) {
            end = from + PIECE;
            while (end < to && bytes[end - 1] != '\n') {
                end++;
            }
        }
        return end - from;
    }

    @Override
    public void close() {
        // It is the process's, and others write to it.
    }
}
