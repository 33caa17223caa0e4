package io.janus.proxy.http;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.http.parse.HeadLimits;
import io.janus.proxy.http.parse.Method;
import io.janus.proxy.http.parse.RequestHead;
import io.janus.proxy.http.parse.TargetForm;
import io.janus.proxy.route.CanonicalPath;
import io.janus.proxy.route.HeaderEdits;
import io.janus.proxy.route.Route;
import io.janus.proxy.spec.RouteSpec.Redirect;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.HttpState;
import io.janus.proxy.state.RouteState;
import io.janus.proxy.state.RouteTotals;
import io.janus.proxy.stats.ErrorCode;

/**
 * Where one request goes, and what its route and its backend want of it. Holds nothing between exchanges, so that a state that
 * was replaced is not kept. Used again for each exchange of a client connection. Confined to its loop.
 */
final class Destination {

    private final HttpLoop http;

    /** All null between exchanges; the last three also where they are not known, or there is none. */
    private @Nullable HttpState state;
    private @Nullable RouteTotals totals;
    private @Nullable Route route;
    private @Nullable BackendState backend;

    Destination(HttpLoop http) {
        this.http = http;
    }

    /**
     * Finds the route of a request.
     *
     * @return why it goes to no backend and is not redirected; null when it does or is
     */
    @Nullable
    ErrorCode find(byte[] bytes, RequestHead head, HttpState now) {
        state = now;
        totals = now.unrouted();
        route = null;
        backend = null;
        if (head.method() == Method.CONNECT) {
            return ErrorCode.METHOD_NOT_ALLOWED;
        }
        CanonicalPath path = http.path();
        if (head.targetForm() == TargetForm.ASTERISK) {
            path.asterisk();
        } else if (!path.read(bytes, head.pathStart(), head.pathEnd())) {
            return ErrorCode.BAD_PATH;
        }
        RouteState found = now.route(bytes, head, path);
        if (found == null) {
            return ErrorCode.NO_ROUTE;
        }
        route = found.route();
        totals = found.totals();
        backend = found.backend();
        return route != null && route.isDenied() ? ErrorCode.DENIED : null;
    }

    void clear() {
        state = null;
        totals = null;
        route = null;
        backend = null;
    }

    /** The listener as it was when the request came; null between exchanges. */
    @Nullable
    HttpState state() {
        return state;
    }

    /** Where the request is counted; null between exchanges. */
    @Nullable
    RouteTotals totals() {
        return totals;
    }

    @Nullable
    Route route() {
        return route;
    }

    /** Null when it is denied or redirected, or leads nowhere. */
    @Nullable
    BackendState backend() {
        return backend;
    }

    @Nullable
    Redirect redirect() {
        return route == null ? null : route.redirect();
    }

    HeaderEdits responseEdits() {
        return route == null ? HeaderEdits.NONE : route.responseEdits();
    }

    boolean addsVia() {
        return state != null && state.spec().via();
    }

    /** How long a trailer section may be. */
    HeadLimits trailerLimits() {
        return state == null ? HeadLimits.OF_ENDPOINTS : state.trailerLimits();
    }

    /** How long the whole exchange may take; 0 is as long as it takes. */
    long requestTimeoutNanos() {
        if (route != null && route.requestTimeoutNanos() > 0) {
            return route.requestTimeoutNanos();
        }
        return backend == null ? 0 : backend.requestTimeoutNanos();
    }

    /** How long the endpoint may take to begin its answer. */
    long answerTimeoutNanos() {
        if (route != null && route.responseTimeoutNanos() > 0) {
            return route.responseTimeoutNanos();
        }
        return backend == null ? 0 : backend.responseTimeoutNanos();
    }
}
