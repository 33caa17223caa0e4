package io.janus.server.top;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Frames for tests. */
final class Frames {

    static final Frame.Listener WEB = new Frame.Listener("web", 1234, 2.5, OptionalDouble.of(0), OptionalDouble.of(1.24),
            OptionalDouble.of(18), 120, 1_234_567, 98_765_432);
    static final Frame.Listener PG = new Frame.Listener("pg", 0.4, 0, OptionalDouble.empty(), OptionalDouble.empty(),
            OptionalDouble.empty(), 7, 512, 0);
    static final Frame.Backend APP = new Frame.Backend("app", 1240, 2.5, OptionalDouble.of(0.96), OptionalDouble.of(1500),
            List.of(endpoint("app-1", "up", 100, 3, 310), new Frame.Endpoint("app-2", "down", 0, 1, 0, 2.5),
                    endpoint("app-3", "drained", 0, 0, 0), endpoint("app-4", "up", 300, 9, 930)));
    static final Frame.Backend DB = new Frame.Backend("db", 0.4, 0, OptionalDouble.empty(), OptionalDouble.empty(),
            List.of(endpoint("db-1", "up", 0.2, 7, 0.4)));

    private Frames() {
    }

    static Frame.Endpoint endpoint(String id, String status, double weight, long inFlight, double requests) {
        return new Frame.Endpoint(id, status, weight, inFlight, requests, 0);
    }

    static Frame usual() {
        return frame(List.of(WEB, PG), List.of(APP, DB));
    }

    static Frame large(int endpoints) {
        return frame(List.of(WEB), List.of(new Frame.Backend("app", 1, 0, OptionalDouble.empty(), OptionalDouble.empty(),
                IntStream.range(0, endpoints).mapToObj(i -> endpoint("app-" + i, "up", 1, 0, endpoints - i)).toList())));
    }

    private static Frame frame(List<Frame.Listener> listeners, List<Frame.Backend> backends) {
        return new Frame("20:00:01Z", 1, 3, 127, OptionalDouble.of(0.42), listeners, backends);
    }

    static Seen seen(Frame frame) {
        return new Seen("127.0.0.1:9090", frame, Map.of("app/app-2", "app/app-2 at 127.0.0.1:8082 is down: connection refused"),
                Optional.empty());
    }
}
