package io.janus.quarkus.accesslog;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;

import io.netty.util.NetUtil;

/** Bytes of lines in the making. Makes numbers and addresses without garbage: it sees every request. Not thread-safe. */
final class LineBuffer {

    private static final int FIRST_SIZE = 4096;

    /** Long.MAX_VALUE has 19 digits. */
    private static final int MOST_DIGITS = 19;

    private static final long NANOS_PER_MICRO = 1000;
    private static final int MICROS_PER_MILLI = 1000;

    private byte[] bytes = new byte[FIRST_SIZE];
    private int length;
    private final byte[] digits = new byte[MOST_DIGITS];

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Takes back what came behind. */
    void cutTo(int shorter) {
        length = shorter;
    }

    /** Takes away what is in front. */
    void dropFirst(int count) {
        System.arraycopy(bytes, count, bytes, 0, length - count);
        length -= count;
    }

    void octet(int octet) {
        reserve(1);
        bytes[length++] = (byte) octet;
    }

    void octets(byte[] more) {
        octets(more, 0, more.length);
    }

    void octets(byte[] more, int from, int to) {
        reserve(to - from);
        System.arraycopy(more, from, bytes, length, to - from);
        length += to - from;
    }

    /** A number that is not negative. */
    void number(long value) {
        padded(value, 1);
    }

    /** A number that is not negative, with zeros in front up to a width. */
    void padded(long value, int width) {
        long rest = value;
        int at = MOST_DIGITS;
        do {
            digits[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0 || MOST_DIGITS - at < width);
        octets(digits, at, MOST_DIGITS);
    }

    /** A duration that is not negative, in milliseconds with three decimals. */
    void millis(long nanos) {
        long micros = nanos / NANOS_PER_MICRO;
        number(micros / MICROS_PER_MILLI);
        octet('.');
        padded(micros % MICROS_PER_MILLI, 3);
    }

    /** An IP address, without brackets and without a zone. */
    void address(InetAddress address) {
        if (address instanceof Inet4Address) {
            byte[] four = address.getAddress();
            for (int i = 0; i < four.length; i++) {
                if (i > 0) {
                    octet('.');
                }
                number(four[i] & 0xff);
            }
        } else {
            String text = NetUtil.toAddressString(address);
            for (int i = 0; i < text.length(); i++) {
                octet(text.charAt(i));
            }
        }
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }
}
