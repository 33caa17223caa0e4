package io.janus.proxy.testing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

import io.janus.proxy.spec.AddressRange;
import io.janus.proxy.spec.HttpSpec;
import io.janus.proxy.spec.RouteSpec;
import io.janus.proxy.spec.RouteSpec.Action;
import io.janus.proxy.spec.RouteSpec.Forward;
import io.janus.proxy.spec.RouteSpec.HeaderEditsSpec;
import io.janus.proxy.spec.RouteSpec.Match;

/** What an HTTP listener does, in few words. Its defaults are the product's. */
public final class HttpDraft {

    private final List<RouteSpec> routes = new ArrayList<>();
    private final List<AddressRange> trusted = new ArrayList<>();
    private Optional<String> backend = Optional.empty();
    private int maxHead = 16 * 1024;
    private int maxHeaders = 100;
    private int maxRequestLine = 8 * 1024;
    private int maxTrailers = 8 * 1024;
    private int maxRequestsPerConnection;
    private long maxBody;
    private Duration head = Duration.ofSeconds(10);
    private Duration idle = Duration.ofSeconds(75);
    private Duration stall = Duration.ofSeconds(60);
    private Duration tunnel = Duration.ofHours(1);
    private boolean via;

    HttpDraft() {
    }

    public HttpDraft backend(String name) {
        backend = Optional.of(name);
        return this;
    }

    public HttpDraft route(RouteSpec route) {
        routes.add(route);
        return this;
    }

    /** Requests whose path has the prefix go to a backend. */
    public HttpDraft route(String prefix, String to) {
        return route(prefix, new Forward(to, Optional.empty()));
    }

    public HttpDraft route(String prefix, Action action) {
        return route(new RouteSpec(Optional.empty(),
                new Match(Optional.empty(), Optional.of(prefix), Optional.empty(), Set.of(), Map.of()), action,
                HeaderEditsSpec.NONE, HeaderEditsSpec.NONE, Optional.empty(), Optional.empty()));
    }

    /** Believes the forwarded headers of the loopback interface, where tests live. */
    public HttpDraft trustsLoopback() {
        try {
            trusted.add(new AddressRange(InetAddress.getByName("127.0.0.0"), 8));
            return this;
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    public HttpDraft maxHead(int bytes) {
        maxHead = bytes;
        return this;
    }

    public HttpDraft maxHeaders(int count) {
        maxHeaders = count;
        return this;
    }

    public HttpDraft maxRequestLine(int bytes) {
        maxRequestLine = bytes;
        return this;
    }

    public HttpDraft maxTrailers(int bytes) {
        maxTrailers = bytes;
        return this;
    }

    public HttpDraft maxRequestsPerConnection(int count) {
        maxRequestsPerConnection = count;
        return this;
    }

    public HttpDraft maxBody(long bytes) {
        maxBody = bytes;
        return this;
    }

    public HttpDraft headTimeout(Duration timeout) {
        head = timeout;
        return this;
    }

    public HttpDraft idleTimeout(Duration timeout) {
        idle = timeout;
        return this;
    }

    public HttpDraft stallTimeout(Duration timeout) {
        stall = timeout;
        return this;
    }

    public HttpDraft tunnelTimeout(Duration timeout) {
        tunnel = timeout;
        return this;
    }

    public HttpDraft via() {
        via = true;
        return this;
    }

    /** Applies changes that a test shares. */
    public HttpDraft with(UnaryOperator<HttpDraft> changes) {
        return changes.apply(this);
    }

    HttpSpec build() {
        return new HttpSpec(backend, routes,
                new HttpSpec.Limits(maxHead, maxHeaders, maxRequestLine, maxTrailers, maxRequestsPerConnection, maxBody),
                new HttpSpec.Timeouts(head, idle, stall, tunnel), trusted, via);
    }
}
