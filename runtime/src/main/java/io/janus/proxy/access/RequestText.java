package io.janus.proxy.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.janus.proxy.access.AccessRecord.Part;
import io.janus.proxy.http.parse.FieldName;
import io.janus.proxy.http.parse.Fields;
import io.janus.proxy.http.parse.RequestHead;

/** Copies what is logged of a request's head while the head is there to be read. Allocates nothing once the record is warm. */
public final class RequestText {

    private static final byte[] USER_AGENT = "user-agent".getBytes(US_ASCII);
    private static final byte[] REFERER = "referer".getBytes(US_ASCII);

    private RequestText() {
    }

    /** Of a head that was accepted. */
    public static void copy(byte[] bytes, RequestHead head, AccessRecord to) {
        to.copy(Part.METHOD, bytes, head.methodStart(), head.methodEnd());
        to.copy(Part.TARGET, bytes, head.targetStart(), head.targetEnd());
        to.version(head.isHttp10());
        if (head.hostStart() >= 0) {
            to.copy(Part.HOST, bytes, head.hostStart(), head.hostEnd());
        }
        Fields fields = head.fields();
        for (int line = 0; line < fields.count(); line++) {
            if (fields.name(line) == FieldName.OTHER) {
                copyField(bytes, fields, line, to);
            }
        }
    }

    /** The first of each name counts: more would not fit a line. */
    private static void copyField(byte[] bytes, Fields fields, int line, AccessRecord to) {
        int start = fields.lineStart(line);
        int length = fields.nameEnd(line) - start;
        if (length == USER_AGENT.length && to.length(Part.USER_AGENT) < 0 && isName(bytes, start, USER_AGENT)) {
            to.copy(Part.USER_AGENT, bytes, fields.valueStart(line), fields.valueEnd(line));
        } else if (length == REFERER.length && to.length(Part.REFERER) < 0 && isName(bytes, start, REFERER)) {
            to.copy(Part.REFERER, bytes, fields.valueStart(line), fields.valueEnd(line));
        }
    }

    /** Names hold token characters only, none of which becomes a letter or a hyphen of these words by the bit that is set. */
    private static boolean isName(byte[] bytes, int start, byte[] word) {
        for (int i = 0; i < word.length; i++) {
            if ((bytes[start + i] | 0x20) != word[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Of a head that was refused: the first two words of its first line, where there are two, whatever they are. Empty lines
     * before it are passed over, as the scanner does.
     *
     * @param bytes the scanned bytes, with a zero behind them
     */
    public static void copyRefused(byte[] bytes, AccessRecord to) {
        int method = 0;
        while (isLineBreak(bytes[method])) {
            method++;
        }
        int space = endOfWord(bytes, method);
        if (space == method || bytes[space] != ' ') {
            return;
        }
        int target = space + 1;
        int end = endOfWord(bytes, target);
        if (end > target) {
            to.copy(Part.METHOD, bytes, method, space);
            to.copy(Part.TARGET, bytes, target, end);
        }
    }

    private static boolean isLineBreak(byte octet) {
        return octet == '\r' || octet == '\n';
    }

    private static int endOfWord(byte[] bytes, int from) {
        int at = from;
        while (bytes[at] != ' ' && bytes[at] != 0 && !isLineBreak(bytes[at])) {
            at++;
        }
        return at;
    }
}
