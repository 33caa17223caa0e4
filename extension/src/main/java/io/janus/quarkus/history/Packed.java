package io.janus.quarkus.history;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

import io.janus.quarkus.threads.ControlThread;

/** Bytes that are kept but seldom read: a configuration of 10,000 routes takes a twentieth of its size. Immutable. */
final class Packed {

    /** Takes a tenth of a millisecond. */
    private static final int SLICE = 4096;

    private final byte[] packed;

    Packed(byte[] bytes) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(all)) {
            for (int from = 0; from < bytes.length; from += SLICE) {
                ControlThread.giveWay();
                out.write(bytes, from, Math.min(SLICE, bytes.length - from));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        packed = all.toByteArray();
    }

    /** How many they are while they are packed. */
    int size() {
        return packed.length;
    }

    byte[] bytes() {
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("it was packed here", e);
        }
    }
}
