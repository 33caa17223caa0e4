package io.janus.proxy.http.parse;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Everything that scanners say of a text, as one line, to be compared. */
final class Readings {

    private Readings() {
    }

    /** "INCOMPLETE", "REFUSED because …", or all there is to know. */
    static String of(RequestHead head, Text text, HeadLimits limits) {
        switch (head.scan(text.bytes, Text.FROM, text.to, limits)) {
            case INCOMPLETE:
                return "INCOMPLETE";
            case REFUSED:
                return "REFUSED because " + head.fault();
            default:
                return String.join(" ", "COMPLETE", range(head.methodStart(), head.methodEnd()), head.method().name(),
                        range(head.targetStart(), head.targetEnd()), head.targetForm().name(),
                        range(head.pathStart(), head.pathEnd()),
                        range(head.hostStart(), head.hostEnd()), head.framing().name(), Long.toString(head.contentLength()),
                        flag(head.isHttp10()), flag(head.keepsAlive()), flag(head.wantsUpgrade()), flag(head.expectsContinue()),
                        lines(head.fields()), Integer.toString(head.end()));
        }
    }

    static String of(ResponseHead head, Text text, HeadLimits limits) {
        switch (head.scan(text.bytes, Text.FROM, text.to, limits)) {
            case INCOMPLETE:
                return "INCOMPLETE";
            case REFUSED:
                return "REFUSED because " + head.refusal();
            default:
                return String.join(" ", "COMPLETE", Integer.toString(head.status()),
                        range(head.statusStart(), head.statusLineEnd()),
                        head.framing(Method.GET).name(), Long.toString(head.contentLength()), flag(head.isHttp10()),
                        flag(head.keepsAlive()), Integer.toString(head.keepAliveSeconds()), lines(head.fields()),
                        Integer.toString(head.end()));
        }
    }

    static String of(TrailerSection trailers, Text text, HeadLimits limits) {
        switch (trailers.scan(text.bytes, Text.FROM, text.to, limits)) {
            case INCOMPLETE:
                return "INCOMPLETE";
            case REFUSED:
                return "REFUSED because " + trailers.refusal();
            default:
                String forwardable = IntStream.range(0, trailers.fields().count())
                        .mapToObj(line -> flag(trailers.isForwardable(line))).collect(Collectors.joining());
                return String.join(" ", "COMPLETE", lines(trailers.fields()), forwardable, Integer.toString(trailers.end()));
        }
    }

    private static String lines(Fields fields) {
        return IntStream.range(0, fields.count())
                .mapToObj(line -> fields.name(line) + flag(fields.isHopByHop(line)) + fields.lineStart(line) + ","
                        + fields.nameEnd(line)
                        + "," + fields.valueStart(line) + "," + fields.valueEnd(line) + "," + fields.lineEnd(line))
                .collect(Collectors.joining(";", "[", "]"));
    }

    private static String range(int start, int end) {
        return start + "-" + end;
    }

    private static String flag(boolean is) {
        return is ? "+" : "-";
    }
}
