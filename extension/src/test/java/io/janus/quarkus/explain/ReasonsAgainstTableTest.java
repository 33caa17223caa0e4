package io.janus.quarkus.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.janus.proxy.spec.RouteSpec;
import io.janus.proxy.spec.RouteSpec.Forward;
import io.janus.proxy.spec.RouteSpec.HeaderEditsSpec;
import io.janus.proxy.spec.RouteSpec.Match;
import io.janus.quarkus.plan.Precedence;
import io.janus.quarkus.testing.TestHttp;

/** The reasons are worked out beside the table; whatever the table answers, they must say the same. */
class ReasonsAgainstTableTest {

    private static final String[] HOSTS = { "a.example", "b.example", "example", "x.a.example", "*.example", "*.a.example" };
    private static final String[] SEGMENTS = { "/a", "/b", "/aa", "/c", "/ä" };
    private static final String[] SENT_SEGMENTS = { "/a", "/b", "/aa", "/c", "/%61", "/%C3%A4", "//a", "/./b", "/x/../b",
            "/a;v=1" };
    private static final String[] METHODS = { "GET", "POST", "PURGE", "OPTIONS", "get" };
    private static final String[] NAMES = { "x-a", "x-b", "accept" };
    private static final String[] VALUES = { "1", "2", "ä" };

    @Test
    void the_reasons_say_what_the_table_does() {
        int matched = 0;
        for (int seed = 0; seed < 150; seed++) {
            Random random = new Random(seed);
            List<RouteSpec> routes = new ArrayList<>();
            for (int i = random.nextInt(80); i > 0; i--) {
                routes.add(route("r" + routes.size(), random));
            }
            ExplainFixture fixture = new ExplainFixture().apply(ExplainFixture.app(1),
                    TestHttp.http(Optional.empty(), routes.toArray(RouteSpec[]::new)));
            for (int i = 0; i < 60; i++) {
                Routed way = ask(fixture, random);
                String as = "seed " + seed + ", request " + i + ": " + way.request().orElseThrow();
                List<RouteSpec> matching = way.considered().stream().filter(Considered::matches)
                        .map(Considered::route).toList();
                assertThat(way.considered()).as(as).hasSize(routes.size());
                if (way.route().isEmpty()) {
                    assertThat(matching).as(as).isEmpty();
                    continue;
                }
                matched++;
                RouteSpec picked = way.route().get();
                // The best of those that the reasons let match, and of equals the one given first, is what the table picked.
                assertThat(matching.get(0)).as(as).isSameAs(picked);
                assertThat(way.considered().get(0).why()).as(as).isEqualTo("picked");
                assertThat(matching).as(as).allSatisfy(other -> {
                    int order = Precedence.ORDER.compare(picked.match(), other.match());
                    assertThat(order > 0 || order == 0 && routes.indexOf(picked) <= routes.indexOf(other)).isTrue();
                });
            }
        }
        assertThat(matched).as("requests that found a route").isGreaterThan(1000);
    }

    private static Routed ask(ExplainFixture fixture, Random random) {
        String host = one(HOSTS, random).replace("*", "w");
        List<String> headers = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            headers.add(one(NAMES, random) + ": " + one(VALUES, random));
        }
        String method = one(METHODS, random);
        String url = method.equals("OPTIONS") && random.nextBoolean() ? "*"
                : "http://" + (random.nextBoolean() ? host : host.toUpperCase(Locale.ROOT) + ".:8080")
                        + path(SENT_SEGMENTS, random) + (random.nextBoolean() ? "?q=/b" : "");
        if (url.equals("*")) {
            headers.add("Host: " + host);
        }
        return fixture.way(method, url, headers.toArray(String[]::new));
    }

    private static RouteSpec route(String name, Random random) {
        Optional<String> host = random.nextInt(3) > 0 ? Optional.of(one(HOSTS, random)) : Optional.empty();
        int kind = random.nextInt(4);
        Set<String> methods = new HashSet<>();
        if (random.nextInt(3) == 0) {
            methods.add(one(METHODS, random));
        }
        Map<String, String> headers = new HashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            headers.put(one(NAMES, random), one(VALUES, random));
        }
        Match match = new Match(host, kind == 1 || kind == 2 ? Optional.of(path(SEGMENTS, random)) : Optional.empty(),
                kind == 0 ? Optional.of(path(SEGMENTS, random)) : Optional.empty(), methods, headers);
        return new RouteSpec(Optional.of(name), match, new Forward("app", Optional.empty()), HeaderEditsSpec.NONE,
                HeaderEditsSpec.NONE, Optional.empty(), Optional.empty());
    }

    private static String path(String[] segments, Random random) {
        StringBuilder path = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            path.append(one(segments, random));
        }
        return path.isEmpty() || random.nextInt(4) == 0 ? path + "/" : path.toString();
    }

    private static String one(String[] of, Random random) {
        return of[random.nextInt(of.length)];
    }
}
