package io.janus.proxy.http.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.janus.proxy.io.Transport;
import io.janus.proxy.spec.RouteSpec.Deny;
import io.janus.proxy.spec.RouteSpec.Forward;
import io.janus.proxy.testing.HttpDraft;
import io.janus.proxy.testing.ProxyFixture;
import io.janus.proxy.testing.SpecDraft;

/** Runs all cases of a topic over one proxy, in several lanes at once, and collects what failed. */
final class ConformanceRun {

    /** Two for each core of a small build machine: while one reads, the other's bytes are on their way. */
    private static final int LANES = 4;

    /** When so many fail, the reason is one, and waiting for each of the rest teaches nothing. */
    private static final int ENOUGH_FAILURES = 60;

    private final ConformanceFile file;
    private final Map<ConformanceCase, AssertionError> failures = new ConcurrentHashMap<>();
    private final Queue<ConformanceCase> waiting;

    private ConformanceRun(ConformanceFile file) {
        this.file = file;
        this.waiting = new ConcurrentLinkedQueue<>(file.cases());
    }

    /** Through a proxy. */
    static Map<ConformanceCase, AssertionError> through(Transport transport, ConformanceFile file,
            Function<ConformanceCase, List<Shot>> shots) {
        ConformanceRun run = new ConformanceRun(file);
        List<Lane> lanes = lanes(LANES);
        try {
            SpecDraft spec = SpecDraft.spec();
            for (int i = 0; i < LANES; i++) {
                String name = "lane-" + i;
                Lane lane = lanes.get(i);
                spec.backend(name, app -> app.endpoints(lane.endpointAddress())).http(name, http -> run.listener(http, name));
            }
            try (ProxyFixture proxy = ProxyFixture.on(transport).serving(spec)) {
                for (int i = 0; i < LANES; i++) {
                    lanes.get(i).connectTo(proxy.listener("lane-" + i).address());
                }
                run.all(lanes, shots, true);
            }
        } finally {
            lanes.forEach(Lane::close);
        }
        return run.failures;
    }

    /** Without any proxy, which proves that the cases and their peers work. */
    static Map<ConformanceCase, AssertionError> direct(ConformanceFile file, Function<ConformanceCase, List<Shot>> shots) {
        ConformanceRun run = new ConformanceRun(file);
        run.waiting.removeIf(one -> !one.worksWithoutProxy());
        List<Lane> lanes = lanes(LANES);
        try {
            run.all(lanes, shots, false);
        } finally {
            lanes.forEach(Lane::close);
        }
        return run.failures;
    }

    private static List<Lane> lanes(int count) {
        List<Lane> lanes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lanes.add(new Lane());
        }
        return lanes;
    }

    private void all(List<Lane> lanes, Function<ConformanceCase, List<Shot>> shots, boolean proxied) {
        AtomicInteger failed = new AtomicInteger();
        CompletableFuture<?>[] runs = lanes.stream().map(lane -> CompletableFuture.runAsync(() -> {
            for (ConformanceCase one = waiting.poll(); one != null; one = waiting.poll()) {
                if (failed.get() >= ENOUGH_FAILURES) {
                    failures.put(one, new AssertionError("not run: too many of this topic failed"));
                    continue;
                }
                try {
                    lane.run(one, shots.apply(one), proxied);
                } catch (AssertionError | RuntimeException e) {
                    failed.incrementAndGet();
                    failures.put(one, new AssertionError(one + "\n  " + e.getMessage() + "\n  the client sent\n      "
                            + Escapes.show(one.send()) + (one.endpointSends().isEmpty() ? ""
                                    : "\n  the endpoint sent\n      " + Escapes.show(one.endpointSends().get(0))),
                            e));
                }
            }
        }, work -> new Thread(work, "lane").start())).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(runs).join();
    }

    private HttpDraft listener(HttpDraft http, String backend) {
        boolean hasBackend = true;
        for (String setting : file.listener()) {
            String[] parts = setting.split("=");
            switch (parts[0]) {
                case "max-head" -> http.maxHead(Integer.parseInt(parts[1]));
                case "max-headers" -> http.maxHeaders(Integer.parseInt(parts[1]));
                case "max-request-line" -> http.maxRequestLine(Integer.parseInt(parts[1]));
                case "max-trailers" -> http.maxTrailers(Integer.parseInt(parts[1]));
                case "max-requests-per-connection" -> http.maxRequestsPerConnection(Integer.parseInt(parts[1]));
                case "max-body" -> http.maxBody(Long.parseLong(parts[1]));
                case "trusts-loopback" -> http.trustsLoopback();
                case "via" -> http.via();
                case "no-backend" -> hasBackend = false;
                default -> throw new IllegalArgumentException("there is no setting " + setting);
            }
        }
        for (String route : file.routes()) {
            String[] parts = route.split(" ");
            switch (parts[1]) {
                case "deny" -> http.route(parts[0], new Deny());
                case "forward" -> http.route(parts[0], new Forward(backend, Optional.empty()));
                case "rewrite" -> http.route(parts[0], new Forward(backend, Optional.of(parts[2])));
                default -> throw new IllegalArgumentException("there is no action " + parts[1]);
            }
        }
        return hasBackend ? http.backend(backend) : http;
    }
}
