package io.janus.faults.endpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one endpoint has to say in the ledger: a line for each fact, appended to a file by one write, before the fact where a
 * client could see it first. What was written is the kernel's, and outlives a kill -9.
 *
 * <pre>
 * S 2                        it started, for the second time
 * H 2.17 r93 POST            the head of the request r93 came; 2.17 is its number here
 * B 2.17 r93 512-9f3c COMPLETE     its body ended so, with this digest
 * I 2.17 r93 1024-77aa       it is about to give an answer with this digest, or - when none that looks whole
 * A 2.17 r93                 all of the answer is with the kernel
 * C 2.17 r93                 the other side left first
 * X text                     something went wrong in the endpoint itself
 * </pre>
 */
final class EndpointLog {

    private final FileChannel file;
    private final int incarnation;
    private final AtomicLong last = new AtomicLong();

    EndpointLog(Path path, int incarnation) throws IOException {
        this.file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        this.incarnation = incarnation;
        write("S " + incarnation);
    }

    /** The number of a request that came. */
    String next() {
        return incarnation + "." + last.incrementAndGet();
    }

    void head(String number, String id, String method) {
        write("H " + number + " " + id + " " + method);
    }

    void body(String number, String id, String digest, String end) {
        write("B " + number + " " + id + " " + digest + " " + end);
    }

    void intends(String number, String id, String digest) {
        write("I " + number + " " + id + " " + digest);
    }

    void answered(String number, String id) {
        write("A " + number + " " + id);
    }

    void cancelled(String number, String id) {
        write("C " + number + " " + id);
    }

    void broken(Throwable cause) {
        write("X " + cause.toString().replace('\n', ' '));
    }

    private synchronized void write(String line) {
        try {
            file.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
