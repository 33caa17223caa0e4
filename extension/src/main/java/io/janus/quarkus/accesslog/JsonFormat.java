package io.janus.quarkus.accesslog;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.stream.Stream;

import io.janus.proxy.access.AccessRecord;

/** A JSON object a line (RFC 8259). A field without a value is left out. */
final class JsonFormat implements LineFormat {

    private final List<Member> members = Stream.of(AccessField.values()).filter(AccessField::isInJson).map(Member::of).toList();

    private record Member(AccessField field, byte[] before) {

        static Member of(AccessField field) {
            return new Member(field, (",\"" + field.label() + "\":" + (field.isNumber() ? "" : "\"")).getBytes(US_ASCII));
        }
    }

    @Override
    public void write(AccessRecord record, LineBuffer out, LineClock clock) {
        Line line = new Line(out, Escaping.JSON, clock);
        int start = out.length();
        for (Member member : members) {
            int before = out.length();
            out.octets(member.before);
            if (!member.field.write(record, line)) {
                out.cutTo(before);
            } else if (!member.field.isNumber()) {
                out.octet('"');
            }
        }
        out.bytes()[start] = '{'; // in place of the first comma: there is always a time
        out.octet('}');
        out.octet('\n');
    }
}
