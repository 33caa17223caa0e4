package io.janus.benchmarks;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

import io.janus.proxy.http.forward.Bytes;
import io.janus.proxy.http.forward.ClientIdentity;
import io.janus.proxy.http.forward.ForwardedRequest;
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

/** Writing the head of a request as an endpoint gets it, after it was scanned: usual ones, of some 330 bytes. */
public class RequestForwarding extends NanosPerCall {

    /** What is to be done about a head beside adding the client's address. */
    public enum Edits {
        /** Nothing. */
        NONE,
        /** Fields for this hop only are left out: two, and Connection names one of them. */
        HOP_BY_HOP,
        /** The peer is a trusted proxy, which says on whose behalf. */
        TRUSTED_PEER,
        /** The route removes a field, sets one, adds one, and puts another prefix before the path. */
        ROUTE
    }

    private static final HeaderEditsSpec ROUTE_EDITS = new HeaderEditsSpec(List.of("x-request-id"), Map.of("accept", "*/*"),
            Map.of("x-tenant", "example"));

    private static final String LAST_LINE = "\r\n";

    /** What a scan notes of each request takes memory as if it had so many fields. */
    private static final HeadLimits FEW_FIELDS = new HeadLimits(1024, 12, 512);

    /** Longer than any of these heads gets. */
    private static final int CAPACITY = 1024;

    @Param
    public Edits edits = Edits.NONE;

    private final ForwardedRequest forwarded = new ForwardedRequest();
    private final Bytes out = new Bytes(CAPACITY);
    private List<AddressRange> trusted;
    private @Nullable Route route;
    private Request[] requests;
    private Walk walk;

    /** A scanned request of a connection of its own. */
    private static final class Request {

        private final byte[] bytes;
        private final RequestHead head;
        private final CanonicalPath path;
        private final ClientIdentity identity;

        Request(byte[] bytes, RequestHead head, CanonicalPath path, ClientIdentity identity) {
            this.bytes = bytes;
            this.head = head;
            this.path = path;
            this.identity = identity;
        }
    }

    @Setup
    public void scanHeads() {
        trusted = edits == Edits.TRUSTED_PEER ? List.of(new AddressRange(loopback(), 8)) : List.of();
        route = edits == Edits.ROUTE ? editingRoute() : null;
        byte[][] heads = Heads.requests(HeadSize.USUAL);
        InetSocketAddress[] clients = Clients.addresses();
        requests = new Request[heads.length];
        for (int i = 0; i < heads.length; i++) {
            String head = new String(heads[i], 0, Heads.end(heads[i]) - LAST_LINE.length(), StandardCharsets.ISO_8859_1);
            requests[i] = scanned(head + moreFields(clients[i]) + LAST_LINE,
                    edits == Edits.TRUSTED_PEER ? new InetSocketAddress(loopback(), clients[i].getPort()) : clients[i]);
        }
        walk = new Walk(requests.length);
    }

    private String moreFields(InetSocketAddress client) {
        switch (edits) {
            case HOP_BY_HOP:
                return "Connection: keep-alive, x-hop\r\nX-Hop: 1\r\n";
            case TRUSTED_PEER:
                return "X-Forwarded-For: " + client.getAddress().getHostAddress() + "\r\nX-Forwarded-Proto: https\r\n";
            case NONE:
            case ROUTE:
            default:
                return "";
        }
    }

    private static Request scanned(String text, InetSocketAddress peer) {
        byte[] bytes = Heads.scannable(text);
        RequestHead head = new RequestHead();
        CanonicalPath path = new CanonicalPath();
        if (head.scan(bytes, 0, Heads.end(bytes), FEW_FIELDS) != Verdict.COMPLETE
                || !path.read(bytes, head.pathStart(), head.pathEnd())) {
            throw new IllegalStateException("not a head: " + text);
        }
        return new Request(bytes, head, path, new ClientIdentity(peer));
    }

    private static Route editingRoute() {
        Match all = new Match(Optional.empty(), Optional.of("/"), Optional.empty(), Set.of(), Map.of());
        RouteSpec spec = new RouteSpec(Optional.empty(), all, new Forward("app", Optional.of("/v2")), ROUTE_EDITS,
                HeaderEditsSpec.NONE, Optional.empty(), Optional.empty());
        return RouteTable.compile(List.of(spec)).routes().get(0);
    }

    private static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }

    @Benchmark
    public Bytes forward() {
        Request request = requests[walk.next()];
        request.identity.read(request.bytes, request.head, trusted);
        forwarded.write(request.bytes, request.head, request.path, route, request.identity, false, out.clear());
        return out;
    }

    /** How many different requests there are. */
    int requests() {
        return requests.length;
    }
}
