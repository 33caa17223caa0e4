package io.janus.proxy.http.parse;

/** Recognises the names a proxy must know. The length tells most others apart before a byte is compared. */
final class FieldNames {

    private static final byte[] CONNECTION = Octets.word("connection");
    private static final byte[] CONTENT_LENGTH = Octets.word("content-length");
    private static final byte[] DATE = Octets.word("date");
    private static final byte[] EXPECT = Octets.word("expect");
    private static final byte[] FORWARDED = Octets.word("forwarded");
    private static final byte[] HOST = Octets.word("host");
    private static final byte[] KEEP_ALIVE = Octets.word("keep-alive");
    private static final byte[] PROXY_CONNECTION = Octets.word("proxy-connection");
    private static final byte[] TE = Octets.word("te");
    private static final byte[] TRAILER = Octets.word("trailer");
    private static final byte[] TRANSFER_ENCODING = Octets.word("transfer-encoding");
    private static final byte[] UPGRADE = Octets.word("upgrade");
    private static final byte[] VIA = Octets.word("via");
    private static final byte[] X_FORWARDED = Octets.word("x-forwarded-");
    private static final byte[] X_FORWARDED_FOR = Octets.word("x-forwarded-for");
    private static final byte[] X_FORWARDED_HOST = Octets.word("x-forwarded-host");
    private static final byte[] X_FORWARDED_PROTO = Octets.word("x-forwarded-proto");
    private static final byte[] X_REAL_IP = Octets.word("x-real-ip");

    private FieldNames() {
    }

    /** What a token is as a field name. */
    static FieldName of(byte[] bytes, int start, int end) {
        int first = bytes[start] | 0x20;
        if (first == 'x') {
            return forwarded(bytes, start, end);
        }
        switch (end - start) {
            case 2:
                return ifWord(bytes, start, TE, FieldName.TE);
            case 3:
                return ifWord(bytes, start, VIA, FieldName.VIA);
            case 4:
                return first == 'h' ? ifWord(bytes, start, HOST, FieldName.HOST) : ifWord(bytes, start, DATE, FieldName.DATE);
            case 6:
                return ifWord(bytes, start, EXPECT, FieldName.EXPECT);
            case 7:
                return first == 'u' ? ifWord(bytes, start, UPGRADE, FieldName.UPGRADE)
                        : ifWord(bytes, start, TRAILER, FieldName.TRAILER);
            case 9:
                return ifWord(bytes, start, FORWARDED, FieldName.FORWARDED);
            case 10:
                return first == 'c' ? ifWord(bytes, start, CONNECTION, FieldName.CONNECTION)
                        : ifWord(bytes, start, KEEP_ALIVE, FieldName.KEEP_ALIVE);
            case 14:
                return ifWord(bytes, start, CONTENT_LENGTH, FieldName.CONTENT_LENGTH);
            case 16:
                return ifWord(bytes, start, PROXY_CONNECTION, FieldName.PROXY_CONNECTION);
            case 17:
                return ifWord(bytes, start, TRANSFER_ENCODING, FieldName.TRANSFER_ENCODING);
            default:
                return FieldName.OTHER;
        }
    }

    /** Whether it is for the next hop only even when Connection does not name it. */
    static boolean isHopByHop(FieldName name) {
        switch (name) {
            case CONNECTION:
            case KEEP_ALIVE:
            case PROXY_CONNECTION:
            case TE:
            case UPGRADE:
                return true;
            default:
                return false;
        }
    }

    private static FieldName ifWord(byte[] bytes, int start, byte[] word, FieldName name) {
        return Octets.startsWithWord(bytes, start, word) ? name : FieldName.OTHER;
    }

    private static FieldName forwarded(byte[] bytes, int start, int end) {
        if (isForged(bytes, start, end, X_REAL_IP) && end - start == X_REAL_IP.length) {
            return Octets.startsWithWord(bytes, start, X_REAL_IP) ? FieldName.X_REAL_IP : FieldName.X_FORWARDED_OTHER;
        }
        if (!isForged(bytes, start, end, X_FORWARDED)) {
            return FieldName.OTHER;
        }
        if (Octets.isWord(bytes, start, end, X_FORWARDED_FOR)) {
            return FieldName.X_FORWARDED_FOR;
        }
        if (Octets.isWord(bytes, start, end, X_FORWARDED_HOST)) {
            return FieldName.X_FORWARDED_HOST;
        }
        if (Octets.isWord(bytes, start, end, X_FORWARDED_PROTO)) {
            return FieldName.X_FORWARDED_PROTO;
        }
        return FieldName.X_FORWARDED_OTHER;
    }

    /** Whether it begins as the word does to a server that reads {@code _} for {@code -}, as in the variables of CGI. */
    private static boolean isForged(byte[] bytes, int start, int end, byte[] word) {
        if (end - start < word.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            byte octet = bytes[start + i];
            if ((octet | 0x20) != word[i] && !(octet == '_' && word[i] == '-')) {
                return false;
            }
        }
        return true;
    }
}
