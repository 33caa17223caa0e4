package io.janus.proxy.route;

import static io.janus.proxy.route.RouteDraft.route;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.janus.proxy.spec.RouteSpec;
import io.janus.proxy.spec.RouteSpec.Match;

/** The compiled table answers what a walk over all routes would. */
class RouteTableAgainstWalkTest {

    private static final String[] HOSTS = { "a.example", "b.example", "example", "x.a.example", "*.example", "*.a.example" };
    private static final String[] SEGMENTS = { "/a", "/b", "/aa", "/c" };
    private static final String[] METHODS = { "GET", "POST", "PURGE" };

    @Test
    void the_table_answers_what_a_walk_answers() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<RouteDraft> drafts = new ArrayList<>();
            for (int i = random.nextInt(60); i > 0; i--) {
                drafts.add(randomRoute("r" + drafts.size(), random));
            }
            Routing routing = new Routing(drafts.toArray(new RouteDraft[0]));
            List<RouteSpec> specs = drafts.stream().map(RouteDraft::build).toList();
            for (int i = 0; i < 100; i++) {
                String host = HOSTS[random.nextInt(HOSTS.length)].replace("*", "w");
                String path = path(random);
                String method = METHODS[random.nextInt(METHODS.length)];
                assertThat(routing.ask(method, host, path))
                        .as("seed %s: %s http://%s%s", seed, method, host, path)
                        .isEqualTo(walk(specs, method, host, path));
            }
        }
    }

    private static RouteDraft randomRoute(String name, Random random) {
        RouteDraft route = route(name);
        if (random.nextInt(3) > 0) {
            route.host(HOSTS[random.nextInt(HOSTS.length)]);
        }
        switch (random.nextInt(4)) {
            case 0 -> route.exact(path(random));
            case 1, 2 -> route.prefix(path(random));
            default -> {
                // any path
            }
        }
        if (random.nextInt(2) == 0) {
            route.methods(METHODS[random.nextInt(METHODS.length)]);
        }
        return route;
    }

    private static String path(Random random) {
        StringBuilder path = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            path.append(SEGMENTS[random.nextInt(SEGMENTS.length)]);
        }
        return path.isEmpty() || random.nextInt(4) == 0 ? path + "/" : path.toString();
    }

    private static String walk(List<RouteSpec> specs, String method, String host, String path) {
        Comparator<RouteSpec> order = Comparator
                .comparing((RouteSpec spec) -> spec.match().host().map(name -> name.startsWith("*") ? 1 : 0).orElse(2))
                .thenComparing(spec -> spec.match().pathExact().isEmpty())
                .thenComparing(spec -> -spec.match().path().map(prefix -> slashed(prefix).length()).orElse(0))
                .thenComparing(spec -> spec.match().methods().isEmpty())
                .thenComparing(specs::indexOf);
        return specs.stream().filter(spec -> matches(spec.match(), method, host, path)).min(order)
                .map(spec -> spec.name().orElseThrow()).orElse("none");
    }

    private static boolean matches(Match match, String method, String host, String path) {
        boolean hostMatches = match.host().map(wanted -> wanted.startsWith("*")
                ? host.endsWith(wanted.substring(1)) && host.indexOf('.') == host.length() - wanted.length() + 1
                : host.equals(wanted)).orElse(true);
        return hostMatches && match.pathExact().map(path::equals).orElse(true)
                && match.path().map(prefix -> slashed(path).startsWith(slashed(prefix))).orElse(true)
                && (match.methods().isEmpty() || match.methods().contains(method));
    }

    private static String slashed(String path) {
        return path.endsWith("/") ? path : path + "/";
    }
}
