package io.janus.quarkus.explain;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import io.janus.proxy.http.parse.Fields;
import io.janus.proxy.http.parse.HeadLimits;
import io.janus.proxy.http.parse.Method;
import io.janus.proxy.http.parse.RequestHead;
import io.janus.proxy.http.parse.TargetForm;
import io.janus.proxy.http.parse.Verdict;
import io.janus.proxy.route.CanonicalPath;
import io.janus.proxy.route.RouteTable;
import io.janus.proxy.stats.ErrorCode;
import io.janus.quarkus.explain.Question.Field;

/**
 * A question as the bytes a client would send, read by the data plane's own scanner. Texts of it are ISO-8859-1, as bytes are
 * compared. One thread.
 */
final class SentRequest {

    private static final String DEFAULT_HOST = "localhost";

    private final Question question;
    private final RequestHead head = new RequestHead();
    private final CanonicalPath path = new CanonicalPath();
    private final byte[] bytes;
    private final Verdict verdict;
    private final boolean pathIsGood;

    /** @param limits of the listener that it is sent to */
    SentRequest(Question question, HeadLimits limits) {
        this.question = question;
        byte[] text = text(question).getBytes(UTF_8);
        bytes = Arrays.copyOf(text, text.length + RequestHead.SENTINEL);
        verdict = head.scan(bytes, 0, text.length, limits);
        pathIsGood = verdict == Verdict.COMPLETE && readPath();
    }

    private static String text(Question question) {
        String url = question.url();
        String target = url;
        String host = DEFAULT_HOST;
        int scheme = url.startsWith("/") || url.equals("*") ? -1 : url.indexOf("://");
        if (scheme >= 0) {
            // As clients send it: the authority in Host, the rest as the target, and no fragment.
            int authority = scheme + "://".length();
            int end = firstOf("/?#", url, authority);
            host = url.substring(authority, end);
            String rest = url.substring(end, firstOf("#", url, end));
            target = rest.startsWith("/") ? rest : "/" + rest;
        }
        StringBuilder text = new StringBuilder(question.method()).append(' ').append(target).append(" HTTP/1.1\r\n");
        if (question.fields().stream().noneMatch(field -> field.name().equalsIgnoreCase("host"))) {
            text.append("Host: ").append(host).append("\r\n");
        }
        for (Field field : question.fields()) {
            text.append(field.name()).append(": ").append(field.value()).append("\r\n");
        }
        return text.append("\r\n").toString();
    }

    private static int firstOf(String any, String text, int from) {
        int at = from;
        while (at < text.length() && any.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private boolean readPath() {
        if (head.targetForm() == TargetForm.ASTERISK) {
            path.asterisk();
            return true;
        }
        return head.method() != Method.CONNECT && path.read(bytes, head.pathStart(), head.pathEnd());
    }

    Question question() {
        return question;
    }

    byte[] bytes() {
        return bytes;
    }

    RequestHead head() {
        return head;
    }

    CanonicalPath path() {
        return path;
    }

    /** Whether it can be looked for in a route table. */
    boolean isRoutable() {
        return pathIsGood;
    }

    /** Why it cannot be looked for in a route table: decided in the order in which the data plane does. */
    OwnAnswer refusal() {
        if (verdict == Verdict.REFUSED) {
            return OwnAnswer.of(head.refusal(), head.refusalReason());
        }
        if (verdict == Verdict.INCOMPLETE) {
            return OwnAnswer.of(ErrorCode.BAD_REQUEST_LINE, "it is no whole head");
        }
        return head.method() == Method.CONNECT ? OwnAnswer.of(ErrorCode.METHOD_NOT_ALLOWED, "Janus does no CONNECT")
                : OwnAnswer.of(ErrorCode.BAD_PATH,
                        "its path cannot be matched without guessing: it has an encoded slash, backslash"
                                + " or NUL, a malformed escape, or .. above the root");
    }

    boolean isAsterisk() {
        return head.targetForm() == TargetForm.ASTERISK;
    }

    String method() {
        return text(head.methodStart(), head.methodEnd());
    }

    /** In lower case, without port; empty where it was not even read. */
    String host() {
        return verdict == Verdict.COMPLETE ? RouteTable.host(bytes, head) : "";
    }

    /** The canonical one. Only when it is routable. */
    String pathText() {
        return new String(path.bytes(), 0, path.length(), ISO_8859_1);
    }

    /** The values of all fields of a name, in their order. */
    List<String> values(String name) {
        Fields fields = head.fields();
        return IntStream.range(0, fields.count())
                .filter(line -> text(fields.lineStart(line), fields.nameEnd(line)).equalsIgnoreCase(name))
                .mapToObj(line -> text(fields.valueStart(line), fields.valueEnd(line))).toList();
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, ISO_8859_1);
    }

    /** What an operator wrote, as it is compared with bytes. */
    static String asBytes(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    /** A route's path in canonical form, in case it is not; one that has no such form matches nothing. */
    static String canonical(String routePath) {
        CanonicalPath canonical = new CanonicalPath();
        byte[] text = routePath.getBytes(UTF_8);
        return canonical.read(text, 0, text.length) ? new String(canonical.bytes(), 0, canonical.length(), ISO_8859_1)
                : asBytes(routePath);
    }
}
