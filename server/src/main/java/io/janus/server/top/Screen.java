package io.janus.server.top;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

import io.janus.server.top.Line.Style;

/** What the terminal shows, as a function of what is known and of what keys made of the view. */
final class Screen {

    /** The first line, the titles of columns, and the two at the bottom. */
    private static final int AROUND_ROWS = 4;

    private static final List<String> HELP = List.of(
            "",
            "  Rows show the last second. Of a tcp listener REQ/S are its connections; of",
            "  backends and endpoints they are attempts. P50 and P99 of a backend are how",
            "  long its endpoints take to begin an answer. WEIGHT is what counts of it now.",
            "",
            "  ↑ ↓  k j        select a row               r  sort by requests/s",
            "  PgUp PgDn       ten rows at a time         e  by errors/s",
            "  g G  Home End   first and last             l  by latency (p99)",
            "  /               show what contains a text  i  by what is in flight or open",
            "  Esc             show everything again      s  by share",
            "  d               drain an endpoint          n  by name",
            "  u               end its drain              the same key again turns it round",
            "  w               set its weight             q  Ctrl-C  quit",
            "",
            "  Any key goes back.");

    private Screen() {
    }

    /**
     * All lines of the screen.
     *
     * @param rows of the frame, as the view has them
     */
    static List<Line> lines(Seen seen, List<Row> rows, View view, int width, int height) {
        List<Line> lines = new ArrayList<>();
        lines.add(head(seen, width));
        int room = Math.max(0, height - AROUND_ROWS);
        if (view.mode() == View.Mode.HELP) {
            HELP.stream().limit(height - 1L).forEach(text -> lines.add(Line.of(Grid.cut(text, width))));
            return lines;
        }
        int selected = view.selected(rows);
        lines.addAll(window(rows, selected, new Grid(width), room));
        while (lines.size() < height - 2) {
            lines.add(Line.of(""));
        }
        lines.add(Line.of(Grid.cut(detail(seen, rows, selected), width)));
        lines.add(foot(seen, view, rows, width));
        return lines.subList(0, Math.min(lines.size(), Math.max(0, height)));
    }

    /** A frame as a table, without anything that is for keys. */
    static List<Line> table(Seen seen, List<Row> rows, int width) {
        List<Line> lines = new ArrayList<>();
        lines.add(head(seen, width));
        Grid grid = new Grid(width);
        Optional<Row.Kind> before = Optional.empty();
        for (Row row : rows) {
            if (before.isEmpty() || !before.get().title().equals(row.kind().title())) {
                lines.add(Line.of(""));
                lines.add(grid.titles(row.kind()));
            }
            before = Optional.of(row.kind());
            lines.add(grid.line(row, false));
        }
        return lines;
    }

    private static Line head(Seen seen, int width) {
        if (seen.trouble().isPresent()) {
            return Line.of(Grid.left("Trying Janus at " + seen.address() + " again: " + seen.trouble().get(), width),
                    Style.BAD);
        }
        Frame frame = seen.frame();
        String lag = frame.lagP99().isPresent()
                ? String.format(Locale.ROOT, "   loops %s late", Quantity.millis(frame.lagP99().getAsDouble()))
                : "";
        return Line
                .of(Grid.cut("Janus at " + seen.address() + "   " + frame.time() + "   version " + frame.configVersion() + "   "
                        + frame.openConnections() + " open" + lag, width), Style.BOLD);
    }

    /**
     * The titles, and as many rows as there is room for, the selected one among them. Where backends begin their titles stand
     * between the rows.
     */
    private static List<Line> window(List<Row> rows, int selected, Grid grid, int room) {
        if (rows.isEmpty()) {
            return List.of(grid.titles(Row.Kind.BACKEND), Line.of("  Nothing matches. Esc shows everything again."));
        }
        int border = IntStream.range(0, rows.size()).filter(i -> rows.get(i).kind() != Row.Kind.LISTENER).findFirst()
                .orElse(rows.size());
        // Two lines more between listeners and backends, unless the window begins with the backends.
        int before = border == 0 ? 0 : 2;
        int place = selected + (selected >= border ? before : 0);
        int items = rows.size() + (border == rows.size() ? 0 : before);
        int first = Math.max(0, Math.min(place - room / 2, items - room));
        List<Line> lines = new ArrayList<>();
        boolean amongListeners = first < border;
        lines.add(grid.titles(amongListeners ? Row.Kind.LISTENER : Row.Kind.BACKEND));
        for (int item = first; item < items && lines.size() <= room; item++) {
            boolean isBlank = before > 0 && item == border;
            boolean isTitles = before > 0 && item == border + 1;
            if (border < rows.size() && isBlank) {
                if (amongListeners) {
                    lines.add(Line.of(""));
                }
            } else if (border < rows.size() && isTitles) {
                if (amongListeners) {
                    lines.add(grid.titles(Row.Kind.BACKEND));
                }
            } else {
                int index = item < border ? item : item - before;
                lines.add(grid.line(rows.get(index), index == selected));
            }
        }
        return lines;
    }

    private static String detail(Seen seen, List<Row> rows, int selected) {
        return selected < 0 ? "" : seen.details().getOrDefault(rows.get(selected).key(), "");
    }

    private static String question(Wish wish, Frame frame) {
        return (wish.endsTrafficIn(frame) ? "The last one with traffic! " : "") + wish.question();
    }

    private static Line foot(Seen seen, View view, List<Row> rows, int width) {
        int selected = view.selected(rows);
        String text = switch (view.mode()) {
            case FILTER -> "Show what contains: " + view.input() + "_";
            case WEIGHT -> "Weight of " + (selected < 0 ? "" : rows.get(selected).key()) + " (0 to 1000, or reset): "
                    + view.input() + "_";
            case CONFIRM -> view.wish().map(wish -> question(wish, seen.frame())).orElse("") + " y or n";
            default -> "";
        };
        if (!text.isEmpty()) {
            return Line.of(Grid.cut(text, width), Style.BOLD);
        }
        if (!view.message().isEmpty()) {
            return Line.of(Grid.cut(view.message(), width), Style.BOLD);
        }
        return Line.of(Grid.cut("by " + view.sort()
                + (view.filter().isEmpty() ? "" : "   only " + view.filter() + " (Esc: all)")
                + "   ? help  / filter  d drain  u enable  w weight  q quit", width), Style.DIM);
    }
}
