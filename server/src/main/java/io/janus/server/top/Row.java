package io.janus.server.top;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A line of the view that can be selected.
 *
 * @param kind of what
 * @param key the same in every frame, and no other's
 * @param name as it is shown
 * @param numbers those it has
 * @param status of an endpoint; of a backend how many are up
 */
record Row(Kind kind, String key, String name, Map<Column, Double> numbers, String status) {

    /** Endpoints stand below their backend, in its columns. */
    private static final List<Column> OF_BACKENDS = List.of(Column.REQUESTS, Column.ERRORS, Column.P50, Column.P99,
            Column.IN_FLIGHT, Column.SHARE, Column.WEIGHT, Column.STATUS);

    /** What it is of; each has its columns. */
    enum Kind {
        LISTENER("LISTENER", List.of(Column.REQUESTS, Column.ERRORS, Column.CLIENT_ERRORS, Column.P50, Column.P99, Column.OPEN,
                Column.IN, Column.OUT)),
        BACKEND("BACKEND", OF_BACKENDS),
        ENDPOINT("BACKEND", OF_BACKENDS);

        private final String title;
        private final List<Column> columns;

        Kind(String title, List<Column> columns) {
            this.title = title;
            this.columns = columns;
        }

        String title() {
            return title;
        }

        List<Column> columns() {
            return columns;
        }
    }

    static Row of(Frame.Listener listener) {
        Map<Column, Double> numbers = new EnumMap<>(Column.class);
        numbers.put(Column.REQUESTS, listener.requests());
        numbers.put(Column.ERRORS, listener.errors());
        put(numbers, Column.CLIENT_ERRORS, listener.clientErrors());
        put(numbers, Column.P50, listener.p50());
        put(numbers, Column.P99, listener.p99());
        numbers.put(Column.OPEN, (double) listener.connections());
        numbers.put(Column.IN, listener.bytesIn());
        numbers.put(Column.OUT, listener.bytesOut());
        return new Row(Kind.LISTENER, "listener " + listener.name(), listener.name(), numbers, "");
    }

    static Row of(Frame.Backend backend) {
        Map<Column, Double> numbers = new EnumMap<>(Column.class);
        numbers.put(Column.REQUESTS, backend.requests());
        numbers.put(Column.ERRORS, backend.errors());
        put(numbers, Column.P50, backend.p50());
        put(numbers, Column.P99, backend.p99());
        numbers.put(Column.IN_FLIGHT, (double) backend.endpoints().stream().mapToLong(Frame.Endpoint::inFlight).sum());
        long up = backend.endpoints().stream().filter(endpoint -> endpoint.status().equals("up")).count();
        return new Row(Kind.BACKEND, "backend " + backend.name(), backend.name(), numbers,
                up + "/" + backend.endpoints().size() + " up");
    }

    static Row of(Frame.Backend backend, Frame.Endpoint endpoint) {
        Map<Column, Double> numbers = new EnumMap<>(Column.class);
        numbers.put(Column.REQUESTS, endpoint.requests());
        numbers.put(Column.ERRORS, endpoint.errors());
        numbers.put(Column.IN_FLIGHT, (double) endpoint.inFlight());
        double all = backend.endpoints().stream().mapToDouble(Frame.Endpoint::requests).sum();
        if (all > 0) {
            numbers.put(Column.SHARE, 100 * endpoint.requests() / all);
        }
        numbers.put(Column.WEIGHT, endpoint.weight());
        return new Row(Kind.ENDPOINT, backend.name() + "/" + endpoint.id(), "  " + endpoint.id(), numbers, endpoint.status());
    }

    private static void put(Map<Column, Double> numbers, Column column, OptionalDouble value) {
        value.ifPresent(number -> numbers.put(column, number));
    }

    /** NaN where it has none. */
    double number(Column column) {
        return numbers.getOrDefault(column, Double.NaN);
    }
}
