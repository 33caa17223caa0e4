package io.janus.quarkus.testing;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.janus.proxy.spec.HttpSpec;
import io.janus.proxy.spec.ListenerSpec;
import io.janus.proxy.spec.RouteSpec;
import io.janus.proxy.spec.RouteSpec.Action;
import io.janus.proxy.spec.RouteSpec.HeaderEditsSpec;
import io.janus.proxy.spec.RouteSpec.Match;

/** HTTP listeners for specifications: what a test is not about has the product's defaults. */
public final class TestHttp {

    private static final HttpSpec.Limits LIMITS = new HttpSpec.Limits(16 * 1024, 100, 8 * 1024, 8 * 1024, 0, 0);
    private static final HttpSpec.Timeouts TIMEOUTS = new HttpSpec.Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(75),
            Duration.ofSeconds(60), Duration.ofHours(1));

    private TestHttp() {
    }

    /** A listener on a free loopback port. */
    public static ListenerSpec listener(String name, HttpSpec speaks) {
        return new ListenerSpec(name, new InetSocketAddress("127.0.0.1", 0), 100, speaks);
    }

    /** Requests that no route matches go to the backend, where one is given. */
    public static HttpSpec http(Optional<String> backend, RouteSpec... routes) {
        return new HttpSpec(backend, List.of(routes), LIMITS, TIMEOUTS, List.of(), false);
    }

    /** Requests whose path has the prefix; without a name where it is empty. */
    public static RouteSpec route(String name, String prefix, Action action) {
        return new RouteSpec(Optional.of(name).filter(n -> !n.isEmpty()),
                new Match(Optional.empty(), Optional.of(prefix), Optional.empty(), Set.of(), Map.of()), action,
                HeaderEditsSpec.NONE, HeaderEditsSpec.NONE, Optional.empty(), Optional.empty());
    }
}
