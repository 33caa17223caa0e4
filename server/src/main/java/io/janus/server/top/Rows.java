package io.janus.server.top;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The rows of a frame: listeners, then each backend and below it its endpoints. */
final class Rows {

    private Rows() {
    }

    /**
     * Those of a frame.
     *
     * @param filter what names or the status of a row contain, in whatever case; a backend is shown where one of its endpoints
     *        is
     */
    static List<Row> of(Frame frame, Sort sort, String filter) {
        String wanted = filter.toLowerCase(Locale.ROOT);
        List<Row> rows = new ArrayList<>();
        frame.listeners().stream().map(Row::of).filter(row -> has(row.name(), row.status(), wanted)).sorted(sort.order())
                .forEach(rows::add);
        record Group(Row backend, List<Row> endpoints) {
        }
        List<Group> groups = new ArrayList<>();
        for (Frame.Backend backend : frame.backends()) {
            Row row = Row.of(backend);
            List<Row> endpoints = backend.endpoints().stream().map(endpoint -> Row.of(backend, endpoint))
                    .filter(endpoint -> has(endpoint.key(), endpoint.status(), wanted)).sorted(sort.order()).toList();
            if (!endpoints.isEmpty() || has(row.name(), "", wanted)) {
                groups.add(new Group(row, endpoints));
            }
        }
        groups.sort((one, other) -> sort.order().compare(one.backend, other.backend));
        groups.forEach(group -> {
            rows.add(group.backend);
            rows.addAll(group.endpoints);
        });
        return rows;
    }

    private static boolean has(String name, String status, String wanted) {
        return name.toLowerCase(Locale.ROOT).contains(wanted) || status.toLowerCase(Locale.ROOT).contains(wanted);
    }
}
