package io.janus.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.SplittableRandom;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

import io.janus.proxy.http.parse.ChunkReader;
import io.janus.proxy.http.parse.TrailerSection;
import io.janus.proxy.http.parse.Verdict;

/** Following a whole chunked body from its first byte to its last. Data is skipped, as it is when it passes through. */
public class ChunkReading extends NanosPerCall {

    /** What a body is like. */
    public enum Body {
        /** One chunk of 16 to 64 KiB. */
        ONE_LARGE_CHUNK,
        /** A hundred chunks of 1 to 255 bytes. */
        HUNDRED_SMALL_CHUNKS,
        /** One chunk, and two trailer fields. */
        TRAILERS
    }

    private static final int MANY = 100;

    /** Their lines differ in length and digits: a hundred small chunks in each are more than a predictor remembers. */
    private static final int BODIES = 16;

    @Param
    public Body body = Body.ONE_LARGE_CHUNK;

    private final ChunkReader reader = new ChunkReader();
    private final TrailerSection trailers = new TrailerSection();
    private byte[][] bodies;
    private Walk walk;

    @Setup
    public void writeBodies() {
        SplittableRandom random = new SplittableRandom(1);
        bodies = new byte[BODIES][];
        for (int i = 0; i < BODIES; i++) {
            bodies[i] = Heads.scannable(write(random));
        }
        walk = new Walk(BODIES);
    }

    private String write(SplittableRandom random) {
        switch (body) {
            case HUNDRED_SMALL_CHUNKS:
                StringBuilder chunks = new StringBuilder();
                for (int i = 0; i < MANY; i++) {
                    chunks.append(chunk(random.nextInt(1, 256)));
                }
                return chunks + "0\r\n\r\n";
            case TRAILERS:
                return chunk(random.nextInt(1, 1024)) + "0\r\nServer-Timing: app;dur=" + random.nextInt(10_000)
                        + "\r\nX-Checksum: " + Long.toHexString(random.nextLong()) + "\r\n\r\n";
            case ONE_LARGE_CHUNK:
            default:
                return chunk(random.nextInt(16 * 1024, 64 * 1024)) + "0\r\n\r\n";
        }
    }

    private static String chunk(int size) {
        return Integer.toHexString(size) + "\r\n" + "x".repeat(size) + "\r\n";
    }

    /** Answers how many bytes of data there were. */
    @Benchmark
    public long follow() {
        byte[] bytes = bodies[walk.next()];
        int end = Heads.end(bytes);
        reader.reset();
        int at = 0;
        long data = 0;
        while (true) {
            switch (reader.next()) {
                case LINE:
                    at = reader.read(bytes, at, end);
                    break;
                case DATA:
                    long remaining = reader.dataRemaining();
                    reader.skipData(remaining);
                    at += (int) remaining;
                    data += remaining;
                    break;
                case TRAILERS:
                    if (trailers.scan(bytes, at, end, Heads.LIMITS) != Verdict.COMPLETE || trailers.end() != end) {
                        throw new IllegalStateException("good trailers were not accepted to their end");
                    }
                    return data;
                case END:
                    if (at != end) {
                        throw new IllegalStateException("the body ended before its last byte");
                    }
                    return data;
                case REFUSED:
                default:
                    throw new IllegalStateException(reader.refusal());
            }
        }
    }

    /** How much data the bodies have, in the order in which they are followed. */
    long[] dataOfEach() {
        long[] data = new long[BODIES];
        for (int i = 0; i < BODIES; i++) {
            data[i] = new String(bodies[i], ISO_8859_1).chars().filter(c -> c == 'x').count();
        }
        return data;
    }

    TrailerSection trailers() {
        return trailers;
    }
}
