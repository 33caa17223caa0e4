package io.janus.proxy.http.parse;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** What single bytes are in the grammars of RFC 9110 and RFC 3986, and runs of them found or compared quickly. */
final class Octets {

    static final byte HTAB = '\t';
    static final byte LF = '\n';
    static final byte CR = '\r';
    static final byte SP = ' ';

    /** Eight bytes at a time, the first in the lowest bits. */
    static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** The token characters of RFC 9110 section 5.6.2. */
    private static final boolean[] TOKEN = lettersDigitsAnd("!#$%&'*+-.^_`|~");

    /** The unreserved characters and sub-delims of RFC 3986: what a host's name is made of, besides percent-encodings. */
    private static final boolean[] REG_NAME = lettersDigitsAnd("-._~!$&'()*+,;=");

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long SPACES = 0x20 * ONES;
    private static final long DELETES = 0x7f * ONES;

    private Octets() {
    }

    static boolean isToken(byte octet) {
        return TOKEN[octet & 0xff];
    }

    static boolean isRegName(byte octet) {
        return REG_NAME[octet & 0xff];
    }

    static boolean isDigit(byte octet) {
        return octet >= '0' && octet <= '9';
    }

    static boolean isWhiteSpace(byte octet) {
        return octet == SP || octet == HTAB;
    }

    /** The value of a hexadecimal digit; -1 for anything else. */
    static int hex(byte octet) {
        if (isDigit(octet)) {
            return octet - '0';
        }
        int letter = octet | 0x20;
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }

    /**
     * Where the first control character other than HTAB is: the end of a field value or reason phrase (RFC 9110 section 5.5),
     * whose bytes are visible, SP, HTAB or above 0x7f. A zero must follow the data.
     *
     * <p>
     * The test of eight bytes at once: subtracting 0x20 borrows into the highest bit of a byte that is smaller, adding
     * nothing where the highest bit was set before; exclusive-or with 0x7f makes DEL zero, and subtracting 1 from zero
     * borrows likewise. A borrow may taint the bytes after the first hit, never the first.
     */
    static int endOfText(byte[] bytes, int from) {
        int p = from;
        for (;;) {
            long eight = (long) LONGS.get(bytes, p);
            long deletes = eight ^ DELETES;
            long hits = (eight - SPACES & ~eight | deletes - ONES & ~deletes) & HIGH_BITS;
            if (hits == 0) {
                p += Long.BYTES;
                continue;
            }
            p += Long.numberOfTrailingZeros(hits) >>> 3;
            if (bytes[p] != HTAB) {
                return p;
            }
            p++;
        }
    }

    /** Where a run of token characters ends. Something else must follow the data. */
    static int endOfToken(byte[] bytes, int from) {
        int p = from;
        while (TOKEN[bytes[p] & 0xff]) {
            p++;
        }
        return p;
    }

    static int skipWhiteSpace(byte[] bytes, int from, int end) {
        int p = from;
        while (p < end && isWhiteSpace(bytes[p])) {
            p++;
        }
        return p;
    }

    /** The bytes of a word to compare with. */
    static byte[] word(String lowerCase) {
        return lowerCase.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Whether text without control characters is a word, whatever the case of its letters. The word is in lower case and has
     * only letters, digits and hyphens: setting the bit that tells cases apart makes no other printable byte one of these.
     */
    static boolean isWord(byte[] bytes, int start, int end, byte[] word) {
        return end - start == word.length && startsWithWord(bytes, start, word);
    }

    /** Whether text as long as the word or longer begins with it. */
    static boolean startsWithWord(byte[] bytes, int start, byte[] word) {
        for (int i = 0; i < word.length; i++) {
            if ((bytes[start + i] | 0x20) != word[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether two tokens are the same, whatever the case of their letters. */
    static boolean sameToken(byte[] bytes, int start, int end, int otherStart, int otherEnd) {
        if (end - start != otherEnd - otherStart) {
            return false;
        }
        for (int i = 0; i < end - start; i++) {
            if (lowerCase(bytes[start + i]) != lowerCase(bytes[otherStart + i])) {
                return false;
            }
        }
        return true;
    }

    private static int lowerCase(byte octet) {
        return octet >= 'A' && octet <= 'Z' ? octet | 0x20 : octet;
    }

    private static boolean[] lettersDigitsAnd(String others) {
        boolean[] members = new boolean[256];
        for (char c = 0; c < 128; c++) {
            members[c] = c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || others.indexOf(c) >= 0;
        }
        return members;
    }
}
