package io.janus.proxy.route;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.http.forward.Bytes;
import io.janus.proxy.http.parse.RequestHead;
import io.janus.proxy.spec.RouteSpec;
import io.janus.proxy.spec.RouteSpec.Deny;
import io.janus.proxy.spec.RouteSpec.Forward;
import io.janus.proxy.spec.RouteSpec.Redirect;

/** One route, compiled: what it matches, and what is done with what it matched. Immutable. */
public final class Route {

    private final RouteSpec spec;
    private final RoutePath path;
    private final @Nullable Redirect redirect;
    private final @Nullable Location location;
    private final byte @Nullable [] replacement;
    private final HeaderEdits requestEdits;
    private final HeaderEdits responseEdits;
    private final long requestTimeoutNanos;
    private final long responseTimeoutNanos;

    Route(RouteSpec spec) {
        this.spec = spec;
        path = new RoutePath(spec.match());
        redirect = spec.action() instanceof Redirect to ? to : null;
        location = redirect == null ? null : new Location(redirect.to());
        replacement = spec.action() instanceof Forward forward && forward.prefixRewrite().isPresent()
                ? path.replacement(forward.prefixRewrite().get())
                : null;
        requestEdits = HeaderEdits.of(spec.requestHeaders());
        responseEdits = HeaderEdits.of(spec.responseHeaders());
        requestTimeoutNanos = nanos(spec.requestTimeout());
        responseTimeoutNanos = nanos(spec.responseTimeout());
    }

    private static long nanos(Optional<Duration> timeout) {
        return timeout.isPresent() ? timeout.get().toNanos() : 0;
    }

    public RouteSpec spec() {
        return spec;
    }

    RoutePath path() {
        return path;
    }

    public boolean isDenied() {
        return spec.action() instanceof Deny;
    }

    /** The redirect; null when it is none. */
    public @Nullable Redirect redirect() {
        return redirect;
    }

    /**
     * Writes a redirect's location.
     *
     * @throws IllegalStateException when it is none
     */
    public void writeLocation(byte[] bytes, RequestHead head, Bytes out) {
        if (location == null) {
            throw new IllegalStateException("the route redirects nothing");
        }
        location.write(bytes, head, out);
    }

    /** Whether the matched prefix is replaced. */
    public boolean rewrites() {
        return replacement != null;
    }

    /**
     * Writes the path that takes the place of a request's, without query; the asterisk of {@code OPTIONS *} stays.
     *
     * @throws IllegalStateException when it rewrites nothing
     */
    public void writePath(CanonicalPath received, Bytes out) {
        if (replacement == null) {
            throw new IllegalStateException("the route rewrites nothing");
        }
        path.write(received, replacement, out);
    }

    public HeaderEdits requestEdits() {
        return requestEdits;
    }

    public HeaderEdits responseEdits() {
        return responseEdits;
    }

    /** How long a whole exchange may take, in nanoseconds; 0 leaves it to the backend. */
    public long requestTimeoutNanos() {
        return requestTimeoutNanos;
    }

    /** How long an endpoint may take to begin its answer, in nanoseconds; 0 leaves it to the backend. */
    public long responseTimeoutNanos() {
        return responseTimeoutNanos;
    }
}
