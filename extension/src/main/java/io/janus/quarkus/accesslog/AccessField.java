package io.janus.quarkus.accesslog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.access.AccessRecord;
import io.janus.proxy.access.AccessRecord.Part;

/** What a line can tell, in the order of JSON. {@code docs/access-log.md} says what each is. */
enum AccessField {

    TIME((record, line) -> {
        line.clock().rfc3339(record.startNanos(), line.out());
        return true;
    }),
    LISTENER((record, line) -> line.name(record.listener())),
    PROTOCOL((record, line) -> line.name(record.isHttp() ? "http" : "tcp")),
    CLIENT((record, line) -> address(record.client(), true, line)),
    PEER((record, line) -> address(record.peer(), true, line)),
    ROUTE((record, line) -> line.name(record.route())),
    BACKEND((record, line) -> line.name(record.backend())),
    ENDPOINT((record, line) -> line.name(record.endpoint())),
    ATTEMPTS((record, line) -> line.number(record.attempts())),
    METHOD((record, line) -> part(record, Part.METHOD, line)),
    PATH((record, line) -> part(record, Part.TARGET, line)),
    VERSION((record, line) -> line.name(record.version())),
    HOST((record, line) -> part(record, Part.HOST, line)),
    STATUS((record, line) -> record.status() > 0 && line.number(record.status())),
    BYTES_FROM_CLIENT((record, line) -> line.number(record.fromClientBytes())),
    BYTES_TO_CLIENT((record, line) -> line.number(record.toClientBytes())),
    DURATION((record, line) -> line.millis(record.durationNanos())),
    FIRST_BYTE((record, line) -> record.firstByteNanos() >= 0 && line.millis(record.firstByteNanos())),
    USER_AGENT((record, line) -> part(record, Part.USER_AGENT, line)),
    REFERER((record, line) -> part(record, Part.REFERER, line)),
    END((record, line) -> line.name(record.end())),

    // For patterns: what is a part of the above, or made of them. Not in JSON.

    CLIENT_IP((record, line) -> address(record.client(), false, line)),
    COMMON_TIME((record, line) -> {
        line.clock().common(record.startNanos(), line.out());
        return true;
    }),
    REQUEST(AccessField::request);

    private static final Set<AccessField> NUMBERS = Set.of(ATTEMPTS, STATUS, BYTES_FROM_CLIENT, BYTES_TO_CLIENT, DURATION,
            FIRST_BYTE);
    private static final Set<AccessField> ONLY_IN_PATTERNS = Set.of(CLIENT_IP, COMMON_TIME, REQUEST);

    private static final Map<String, AccessField> BY_LABEL = Stream.of(values())
            .collect(Collectors.toUnmodifiableMap(AccessField::label, Function.identity()));

    /** Behind what was cut. No byte of a client's becomes one of these, so that nobody can forge it. */
    private static final byte[] CUT = "…".getBytes(UTF_8);

    /** Writes a value. */
    private interface Value {

        /** Answers whether there is one; otherwise nothing was written. */
        boolean write(AccessRecord record, Line line);
    }

    private final Value value;

    AccessField(Value value) {
        this.value = value;
    }

    /** The field of a name; null when there is none. */
    static @Nullable AccessField of(String label) {
        return BY_LABEL.get(label);
    }

    /** The names of all fields, in order. */
    static Set<String> labels() {
        return Stream.of(values()).map(AccessField::label).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Its name in patterns and in JSON. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is a number, which has no quotes in JSON. */
    boolean isNumber() {
        return NUMBERS.contains(this);
    }

    boolean isInJson() {
        return !ONLY_IN_PATTERNS.contains(this);
    }

    /** Writes its value, escaped. Answers whether there is one; otherwise nothing was written. */
    boolean write(AccessRecord record, Line line) {
        return value.write(record, line);
    }

    private static boolean part(AccessRecord record, Part part, Line line) {
        int length = record.length(part);
        if (length < 0) {
            return false;
        }
        int start = record.start(part);
        line.escaping().put(record.text(), start, start + length, line.out());
        if (record.isCut(part)) {
            line.out().octets(CUT);
        }
        return true;
    }

    /** With the port, where it is known; then an IPv6 address stands in brackets. */
    private static boolean address(InetSocketAddress address, boolean withPort, Line line) {
        if (address.isUnresolved() || address.getAddress().isAnyLocalAddress()) {
            return false;
        }
        boolean port = withPort && address.getPort() > 0;
        boolean brackets = port && address.getAddress() instanceof Inet6Address;
        LineBuffer out = line.out();
        if (brackets) {
            out.octet('[');
        }
        out.address(address.getAddress());
        if (brackets) {
            out.octet(']');
        }
        if (port) {
            out.octet(':');
            out.number(address.getPort());
        }
        return true;
    }

    /** The request line, as far as it is known. */
    private static boolean request(AccessRecord record, Line line) {
        if (!METHOD.write(record, line)) {
            return false;
        }
        line.out().octet(' ');
        PATH.write(record, line);
        if (record.version() != null) {
            line.out().octet(' ');
            VERSION.write(record, line);
        }
        return true;
    }
}
