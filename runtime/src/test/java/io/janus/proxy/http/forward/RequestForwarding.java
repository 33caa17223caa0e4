package io.janus.proxy.http.forward;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.http.parse.HeadLimits;
import io.janus.proxy.http.parse.RequestHead;
import io.janus.proxy.http.parse.Verdict;
import io.janus.proxy.route.CanonicalPath;
import io.janus.proxy.route.Route;
import io.janus.proxy.route.RouteTable;
import io.janus.proxy.spec.AddressRange;
import io.janus.proxy.spec.RouteSpec;
import io.janus.proxy.spec.RouteSpec.Forward;
import io.janus.proxy.spec.RouteSpec.HeaderEditsSpec;
import io.janus.proxy.spec.RouteSpec.Match;
import io.netty.util.NetUtil;

/** Scans request heads and forwards them, as a connection of {@link #PEER} would. */
final class RequestForwarding {

    static final String PEER = "192.0.2.7";
    static final HeadLimits LIMITS = new HeadLimits(16 * 1024, 100, 8 * 1024);

    /** What an untrusted peer's request to {@code h} gets. */
    static final String OURS = """
            X-Forwarded-For: 192.0.2.7
            X-Forwarded-Proto: http
            X-Forwarded-Host: h
            """;

    private final RequestHead head = new RequestHead();
    private final CanonicalPath path = new CanonicalPath();
    private final ForwardedRequest forwarded = new ForwardedRequest();

    private ClientIdentity identity = new ClientIdentity(address(PEER, 4711));
    private List<AddressRange> trusted = List.of();
    private @Nullable Route route;
    private boolean via;
    private int hostOffset;

    RequestForwarding trusting(String... networks) {
        trusted = ranges(networks);
        return this;
    }

    RequestForwarding rewriting(String prefix, String to) {
        return route(prefix, Optional.of(to), HeaderEditsSpec.NONE);
    }

    RequestForwarding editing(HeaderEditsSpec edits) {
        return route("/", Optional.empty(), edits);
    }

    RequestForwarding withVia() {
        via = true;
        return this;
    }

    private RequestForwarding route(String prefix, Optional<String> rewrite, HeaderEditsSpec edits) {
        Match match = new Match(Optional.empty(), Optional.of(prefix), Optional.empty(), Set.of(), Map.of());
        RouteSpec spec = new RouteSpec(Optional.empty(), match, new Forward("app", rewrite), edits, HeaderEditsSpec.NONE,
                Optional.empty(), Optional.empty());
        route = RouteTable.compile(List.of(spec)).routes().get(0);
        return this;
    }

    /** Forwards a head, whose lines are given with bare LF and without the empty line; answers the new one alike. */
    String forward(String lines) {
        return text(forwardBytes(lines));
    }

    Bytes forwardBytes(String lines) {
        byte[] bytes = scan(head, lines);
        assertThat(path.read(bytes, head.pathStart(), head.pathEnd()) || head.pathStart() == head.pathEnd()).isTrue();
        identity.read(bytes, head, trusted);
        Bytes out = new Bytes(16).add("before");
        hostOffset = forwarded.write(bytes, head, path, route, identity, via, out);
        assertThat(out.toString()).startsWith("before");
        hostOffset -= hostOffset < 0 ? 0 : "before".length();
        return new Bytes(16).add(out.array(), "before".length(), out.length());
    }

    /** What the last forwarding answered, counted from the first byte of the head. */
    int hostOffset() {
        return hostOffset;
    }

    /** Whether the head that was forwarded last asks for an upgrade. */
    boolean asksForUpgrade() {
        return forwarded.asksForUpgrade();
    }

    /** Scans a head that is in the middle of other bytes, as one behind a request is. */
    static byte[] scan(RequestHead head, String lines) {
        byte[] text = (lines.replace("\n", "\r\n") + "\r\n").getBytes(ISO_8859_1);
        int from = 5;
        byte[] bytes = new byte[from + text.length + RequestHead.SENTINEL];
        Arrays.fill(bytes, (byte) '#');
        System.arraycopy(text, 0, bytes, from, text.length);
        assertThat(head.scan(bytes, from, from + text.length, LIMITS)).as(lines).isEqualTo(Verdict.COMPLETE);
        return bytes;
    }

    /** A head with bare LF and without its empty line, which must be there. */
    static String text(Bytes head) {
        assertThat(head.toString()).endsWith("\r\n\r\n");
        String text = head.toString().replace("\r\n", "\n");
        return text.substring(0, text.length() - 1);
    }

    static InetSocketAddress address(String literal, int port) {
        return new InetSocketAddress(NetUtil.createInetAddressFromIpAddressString(literal), port);
    }

    static List<AddressRange> ranges(String... networks) {
        return Arrays.stream(networks).map(network -> network.split("/"))
                .map(parts -> new AddressRange(NetUtil.createInetAddressFromIpAddressString(parts[0]),
                        Integer.parseInt(parts[1])))
                .toList();
    }
}
