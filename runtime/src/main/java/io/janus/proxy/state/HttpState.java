package io.janus.proxy.state;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.http.parse.HeadLimits;
import io.janus.proxy.http.parse.RequestHead;
import io.janus.proxy.route.CanonicalPath;
import io.janus.proxy.route.RouteTable;
import io.janus.proxy.spec.AddressRange;
import io.janus.proxy.spec.HttpSpec;

/** What an HTTP listener does with requests, as event loops read it. Immutable. */
public final class HttpState {

    /** Trailers are field lines only. */
    private static final int NO_START_LINE = 0;

    private final HttpSpec spec;
    private final boolean logsAccess;
    private final RouteTable table;
    private final RouteState[] routes;
    private final @Nullable RouteState fallback;
    private final RouteTotals unrouted;
    private final List<RouteTotals> totals;
    private final HeadLimits headLimits;
    private final HeadLimits trailerLimits;
    private final long headTimeoutNanos;
    private final long idleTimeoutNanos;
    private final long stallTimeoutNanos;
    private final long tunnelTimeoutNanos;

    /** @param totals those of all routes, each once */
    HttpState(HttpSpec spec, boolean logsAccess, RouteTable table, RouteState[] routes, @Nullable RouteState fallback,
            RouteTotals unrouted, List<RouteTotals> totals) {
        this.spec = spec;
        this.logsAccess = logsAccess;
        this.table = table;
        this.routes = routes;
        this.fallback = fallback;
        this.unrouted = unrouted;
        this.totals = List.copyOf(totals);
        this.headLimits = new HeadLimits(spec.limits().maxHead(), spec.limits().maxHeaders(), spec.limits().maxRequestLine());
        this.trailerLimits = new HeadLimits(spec.limits().maxTrailers(), spec.limits().maxHeaders(), NO_START_LINE);
        this.headTimeoutNanos = spec.timeouts().head().toNanos();
        this.idleTimeoutNanos = spec.timeouts().idle().toNanos();
        this.stallTimeoutNanos = spec.timeouts().stall().toNanos();
        this.tunnelTimeoutNanos = spec.timeouts().tunnel().toNanos();
    }

    /** What the operator wants. */
    public HttpSpec spec() {
        return spec;
    }

    /** Whether a line is written for each request. */
    public boolean logsAccess() {
        return logsAccess;
    }

    /** The route of a request: the most specific that matches, or else the default backend; null when there is neither. */
    public @Nullable RouteState route(byte[] bytes, RequestHead head, CanonicalPath path) {
        int index = table.match(bytes, head, path);
        return index == RouteTable.NONE ? fallback : routes[index];
    }

    /** All routes, in the order they were given. Allocates: for who explains, not for requests. */
    public List<RouteState> routes() {
        return List.of(routes);
    }

    RouteTable table() {
        return table;
    }

    @Nullable
    RouteState fallback() {
        return fallback;
    }

    /** The numbers of what takes no named route. */
    public RouteTotals unrouted() {
        return unrouted;
    }

    /** The numbers of all routes, each once: first {@link #unrouted()}, then those of the named. */
    public List<RouteTotals> totals() {
        return totals;
    }

    public HeadLimits headLimits() {
        return headLimits;
    }

    /** How large the trailer section of a chunked message may be; it has no start line. */
    public HeadLimits trailerLimits() {
        return trailerLimits;
    }

    /** How long a head may take from its first byte to its last. */
    public long headTimeoutNanos() {
        return headTimeoutNanos;
    }

    /** How long a connection may wait for its next request. */
    public long idleTimeoutNanos() {
        return idleTimeoutNanos;
    }

    /** How long a client may move no byte while it should. */
    public long stallTimeoutNanos() {
        return stallTimeoutNanos;
    }

    /** How long an upgraded connection may move no byte in either direction. */
    public long tunnelTimeoutNanos() {
        return tunnelTimeoutNanos;
    }

    /** Whose forwarded headers are believed. */
    public List<AddressRange> trusted() {
        return spec.trusted();
    }
}
