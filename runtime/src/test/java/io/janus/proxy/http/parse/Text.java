package io.janus.proxy.http.parse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text as scanners take it: in the middle of an array that is full of other bytes, with just the room they need behind. */
final class Text {

    static final HeadLimits LIMITS = new HeadLimits(16 * 1024, 100, 8 * 1024);

    /** Not 0, so that no scanner takes an offset for a position. */
    static final int FROM = 37;

    final byte[] bytes;
    final int to;

    private Text(byte[] text, int length) {
        to = FROM + length;
        bytes = new byte[to + RequestHead.SENTINEL];
        Arrays.fill(bytes, (byte) 'x');
        System.arraycopy(text, 0, bytes, FROM, length);
    }

    static Text of(String text) {
        return prefix(text, text.length());
    }

    static Text prefix(String text, int length) {
        return new Text(text.getBytes(StandardCharsets.ISO_8859_1), length);
    }

    static Text of(byte[] text, int length) {
        return new Text(text, length);
    }

    Verdict scan(RequestHead head) {
        return head.scan(bytes, FROM, to, LIMITS);
    }

    Verdict scan(ResponseHead head) {
        return head.scan(bytes, FROM, to, LIMITS);
    }

    String between(int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    }

    String name(Fields fields, int line) {
        return between(fields.lineStart(line), fields.nameEnd(line));
    }

    String value(Fields fields, int line) {
        return between(fields.valueStart(line), fields.valueEnd(line));
    }

    /** What came of a request, in one word: the verdict, or the code of the refusal. */
    static String verdict(String request) {
        RequestHead head = new RequestHead();
        Verdict verdict = of(request).scan(head);
        return verdict == Verdict.REFUSED ? head.refusal().label() : verdict.name();
    }

    /** What came of a response: the verdict, or the reason of the refusal. */
    static String responseVerdict(String response) {
        ResponseHead head = new ResponseHead();
        Verdict verdict = of(response).scan(head);
        return verdict == Verdict.REFUSED ? head.refusal() : verdict.name();
    }

    static RequestHead request(Text text) {
        RequestHead head = new RequestHead();
        Verdict verdict = text.scan(head);
        if (verdict != Verdict.COMPLETE) {
            throw new AssertionError(verdict + (verdict == Verdict.REFUSED ? " " + head.refusal() : ""));
        }
        return head;
    }

    static ResponseHead response(Text text) {
        ResponseHead head = new ResponseHead();
        Verdict verdict = text.scan(head);
        if (verdict != Verdict.COMPLETE) {
            throw new AssertionError(verdict + (verdict == Verdict.REFUSED ? " " + head.refusal() : ""));
        }
        return head;
    }
}
