package io.janus.server.admin;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.janus.server.Table;

/**
 * The tables of {@code janus status}.
 *
 * @param numbers what listeners and endpoints did, where it is told; without it the tables have fewer columns
 */
record StatusTables(Optional<Numbers> numbers) {

    /** More are read in the metrics or the log; the rest of the row must stay in sight. */
    private static final int MOST_CODES = 3;

    /** Outcomes that are no fault of the endpoint: a client that left is none either. */
    private static final List<String> NO_FAILURES = List.of("success", "cancelled");

    /**
     * One row a listener.
     *
     * @param addresses by name
     * @param protocols by name
     */
    Table listeners(Map<String, String> addresses, Map<String, String> protocols) {
        Table table = numbers.isPresent()
                ? new Table("LISTENER", "ADDRESS", "PROTOCOL", "OPEN", "SERVED", "4XX", "5XX", "ERRORS")
                : new Table("LISTENER", "ADDRESS", "PROTOCOL");
        addresses.forEach((name, address) -> {
            String protocol = protocols.getOrDefault(name, "");
            numbers.ifPresentOrElse(n -> addListener(table, n, name, address, protocol),
                    () -> table.row(name, address, protocol));
        });
        return table;
    }

    private static void addListener(Table table, Numbers numbers, String name, String address, String protocol) {
        boolean http = protocol.equals("http");
        table.row(name, address, protocol,
                text(numbers.sum("janus_connections", "listener", name)),
                http ? text(numbers.sum("janus_requests_total", "listener", name)) + " requests"
                        : text(numbers.sum("janus_sessions_total", "listener", name)) + " sessions",
                http ? text(numbers.sum("janus_requests_total", "listener", name, "status_class", "4xx")) : "-",
                http ? text(numbers.sum("janus_requests_total", "listener", name, "status_class", "5xx")) : "-",
                errors(numbers.by("code", "janus_errors_total", "listener", name)));
    }

    /** The most frequent first. */
    private static String errors(Map<String, Long> byCode) {
        if (byCode.isEmpty()) {
            return "none";
        }
        String most = byCode.entrySet().stream().sorted(Comparator.comparing(Map.Entry<String, Long>::getValue).reversed())
                .limit(MOST_CODES).map(code -> code.getKey() + " " + text(code.getValue())).collect(Collectors.joining(", "));
        return byCode.size() > MOST_CODES ? most + ", …" : most;
    }

    /** One row a backend. */
    Table backends(Map<String, String> states) {
        Table table = numbers.isPresent() ? new Table("BACKEND", "RETRIES", "ENDPOINTS") : new Table("BACKEND", "ENDPOINTS");
        states.forEach((name, state) -> numbers.ifPresentOrElse(
                n -> table.row(name, text(n.sum("janus_retries_total", "backend", name)), state),
                () -> table.row(name, state)));
        return table;
    }

    /** One row an endpoint; the key is the backend's name, a slash and the endpoint's. */
    Table endpoints(Map<String, String> states) {
        Table table = numbers.isPresent()
                ? new Table("BACKEND", "ENDPOINT", "IN FLIGHT", "ATTEMPTS", "FAILED", "STATE")
                : new Table("BACKEND", "ENDPOINT", "STATE");
        states.forEach((name, state) -> {
            // Neither a backend's nor an endpoint's name can contain a slash.
            int slash = name.indexOf('/');
            String backend = slash < 0 ? "" : name.substring(0, slash);
            String endpoint = name.substring(slash + 1);
            numbers.ifPresentOrElse(n -> addEndpoint(table, n, backend, endpoint, state),
                    () -> table.row(backend, endpoint, state));
        });
        return table;
    }

    private static void addEndpoint(Table table, Numbers numbers, String backend, String endpoint, String state) {
        Map<String, Long> attempts = numbers.by("outcome", "janus_attempts_total", "backend", backend, "endpoint", endpoint);
        long all = attempts.values().stream().mapToLong(Long::longValue).sum();
        long fine = NO_FAILURES.stream().mapToLong(outcome -> attempts.getOrDefault(outcome, 0L)).sum();
        table.row(backend, endpoint, text(numbers.sum("janus_in_flight", "backend", backend, "endpoint", endpoint)), text(all),
                text(all - fine), state);
    }

    private static String text(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
