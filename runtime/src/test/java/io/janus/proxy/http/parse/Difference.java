package io.janus.proxy.http.parse;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Every way in which the scanners judge heads otherwise than Netty's decoders with their strictest settings, and why. The same
 * list, for readers, is docs/http-strictness.md.
 */
enum Difference {

    // What Janus refuses and Netty accepts

    REQUEST_LINE_GRAMMAR("Request line", "RFC 9112 section 3",
            "Netty splits it at white space, and looks neither at the target's bytes nor at its form.", Fault.REQUEST_LINE),

    STATUS_LINE_GRAMMAR("Status line", "RFC 9112 section 4",
            "Netty takes any number for a status, several spaces, and control characters in the reason phrase.",
            Fault.STATUS_LINE),

    HOST("Host", "RFC 9112 section 3.2",
            "Netty leaves Host to the application. A proxy routes by it, so there must be one, and only one reading of it.",
            Fault.HOST_MISSING, Fault.HOST_REPEATED, Fault.HOST_MALFORMED, Fault.HOST_EMPTY),

    FOLDED_LINE("Folded lines", "RFC 9112 section 5.2", "Netty unfolds them. Who does not sees another message.",
            Fault.FOLDED_LINE),

    SPACE_BEFORE_COLON("White space before the colon of a response", "RFC 9112 section 5.1",
            "A proxy must remove it from responses; Netty does, and drops words behind the first. Janus refuses.",
            Fault.SPACE_BEFORE_COLON) {
        @Override
        boolean explains(Fault fault, String head) {
            return super.explains(fault, head) && head.startsWith("HTTP/");
        }
    },

    CONNECTION_OPTIONS("Connection options", "RFC 9110 section 7.6.1",
            "Netty leaves Connection to the application. A proxy must act on it, so it must be well-formed.",
            Fault.CONNECTION_OPTION),

    CONNECTION_NAMES_FRAMING("Connection that names Host, Content-Length or Transfer-Encoding", "RFC 9110 section 7.6.1",
            "Removing these fields as asked would change the message for the endpoint.", Fault.CONNECTION_NAMES_FRAMING),

    TRANSFER_CODINGS("Transfer codings other than chunked", "RFC 9112 section 6.1",
            "Netty takes any list that ends in chunked, and any list on a response. Janus decodes none, and endpoints differ.",
            Fault.TRANSFER_ENCODING_NOT_CHUNKED, Fault.LENGTH_AND_ENCODING) {
        @Override
        boolean explains(Fault fault, String head) {
            return fault == Fault.TRANSFER_ENCODING_NOT_CHUNKED
                    || super.explains(fault, head) && !CHUNKED.matcher(head).find();
        }
    },

    FRAMING_OF_BODILESS("Bad framing of responses without body", "RFC 9112 section 6.3",
            "Netty forgets Transfer-Encoding on 1xx, 204 and 304 before it looks. Janus refuses what it refuses elsewhere.",
            Fault.LENGTH_AND_ENCODING, Fault.TRANSFER_ENCODING_REPEATED) {
        @Override
        boolean explains(Fault fault, String head) {
            return super.explains(fault, head) && isBodilessResponse(head);
        }
    },

    REPEATED_LENGTH_ON_HTTP10("Several Content-Length fields on HTTP/1.0", "RFC 9112 section 6.3",
            "Netty takes the first of them, whatever the others say.", Fault.CONTENT_LENGTH_REPEATED) {
        @Override
        boolean explains(Fault fault, String head) {
            return super.explains(fault, head) && head.contains("HTTP/1.0");
        }
    },

    // What Netty refuses and Janus accepts

    LATER_MINOR_VERSION("Minor versions after 1.1", "RFC 9110 section 2.5",
            "Janus reads them as 1.1, as a recipient must. To Netty they are versions of their own, without chunked bodies."),

    // What both accept and read differently

    LEADING_ZEROS("Leading zeros of Content-Length", "RFC 9110 section 8.6",
            "Netty writes the field anew without them; Janus reads it as the decimal number it is, and sends it on as it came."),

    ENCODING_FORGOTTEN("Transfer-Encoding on responses without body", "RFC 9112 section 6.1",
            "Netty removes the field; Janus notes it, frames no body by it, and its forwarder leaves it out.");

    /** A Transfer-Encoding that even Janus accepts. */
    private static final Pattern CHUNKED = Pattern.compile("(?i)\ntransfer-encoding:[ \t]*chunked[ \t]*\r");
    private static final Pattern BODILESS = Pattern.compile("HTTP/1\\.\\d (1\\d\\d|204|304)[ \r].*", Pattern.DOTALL);

    private final String title;
    private final String section;
    private final String reason;
    private final Set<Fault> faults;

    Difference(String title, String section, String reason, Fault... faults) {
        this.title = title;
        this.section = section;
        this.reason = reason;
        this.faults = EnumSet.noneOf(Fault.class);
        this.faults.addAll(Set.of(faults));
    }

    /** As the page calls it. */
    String title() {
        return title;
    }

    String section() {
        return section;
    }

    String reason() {
        return reason;
    }

    /** Whether it is what Janus finds wrong, in a head in which only Janus does. */
    boolean explains(Fault fault, String head) {
        return faults.contains(fault);
    }

    /** Whether it begins as a response that has no body, whatever its fields say. */
    static boolean isBodilessResponse(String head) {
        return BODILESS.matcher(head).matches();
    }
}
