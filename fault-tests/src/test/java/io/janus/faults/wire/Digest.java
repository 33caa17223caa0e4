package io.janus.faults.wire;

import java.util.zip.CRC32C;

/** The length and the checksum of a body, added up as its bytes come. */
public final class Digest {

    /** The checksum is quick, and bodies are random: that two are taken for each other is one in 2³². */
    private final CRC32C sum = new CRC32C();
    private long length;

    /** The digest of a body of {@link Payload} bytes. */
    public static String of(long seed, int length) {
        Digest digest = new Digest();
        byte[] bytes = Payload.bytes(seed, 0, length);
        digest.add(bytes, bytes.length);
        return digest.text();
    }

    public void add(byte[] bytes, int count) {
        sum.update(bytes, 0, count);
        length += count;
    }

    /** As it stands in the ledger. */
    public String text() {
        return length + "-" + Long.toHexString(sum.getValue());
    }
}
