package io.janus.server.top;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.janus.server.top.Line.Span;
import io.janus.server.top.Line.Style;

/**
 * Puts rows into columns, as many as there is room for.
 *
 * @param width of a line, in characters
 */
record Grid(int width) {

    /** The selected row's, and a blank. */
    private static final int MARKER = 2;

    /** Shorter, names of endpoints could not be told apart. */
    private static final int LEAST_NAME = 16;

    /** Wider, the eye loses the line. */
    private static final int MOST_NAME = 40;

    /** The columns of a kind of row that there is room for. */
    List<Column> columns(Row.Kind kind) {
        List<Column> columns = new ArrayList<>(kind.columns());
        while (!columns.isEmpty() && MARKER + LEAST_NAME + widthOf(columns) > width) {
            columns.remove(columns.stream().max(Comparator.comparingInt(Column::rank)).orElseThrow());
        }
        return columns;
    }

    private static int widthOf(List<Column> columns) {
        return columns.stream().mapToInt(column -> 1 + column.width()).sum();
    }

    /** The same for all kinds, so that their columns of numbers stand below each other. */
    private int nameWidth() {
        int widest = Math.max(widthOf(columns(Row.Kind.LISTENER)), widthOf(columns(Row.Kind.ENDPOINT)));
        return Math.max(1, Math.min(MOST_NAME, width - MARKER - widest));
    }

    Line titles(Row.Kind kind) {
        StringBuilder line = new StringBuilder(" ".repeat(MARKER)).append(left(kind.title(), nameWidth()));
        columns(kind).forEach(column -> line.append(' ')
                .append(column == Column.STATUS ? left(column.title(), column.width())
                        : right(column.title(), column.width())));
        return Line.of(cut(line.toString(), width), Style.BOLD);
    }

    Line line(Row row, boolean selected) {
        List<Span> spans = new ArrayList<>();
        spans.add(new Span((selected ? "> " : "  ") + left(row.name(), nameWidth()),
                row.kind() == Row.Kind.ENDPOINT ? Style.PLAIN : Style.BOLD));
        for (Column column : columns(row.kind())) {
            if (column == Column.STATUS) {
                spans.add(new Span(" " + left(row.status(), column.width()), style(row)));
            } else {
                double number = row.number(column);
                // What a kind of row never has is left blank: a dash would say that nothing was measured.
                String text = row.kind() == Row.Kind.BACKEND && (column == Column.SHARE || column == Column.WEIGHT)
                        || row.kind() == Row.Kind.ENDPOINT && (column == Column.P50 || column == Column.P99) ? ""
                                : column.text(number);
                spans.add(new Span(" " + right(text, column.width()),
                        column == Column.ERRORS && number > 0 ? Style.BAD : Style.PLAIN));
            }
        }
        Line line = new Line(spans);
        String text = line.text();
        return selected ? Line.of(left(cut(text, width), width), Style.SELECTED)
                : text.length() > width ? Line.of(cut(text, width)) : line;
    }

    private static Style style(Row row) {
        if (row.kind() == Row.Kind.BACKEND) {
            int slash = row.status().indexOf('/');
            String up = row.status().substring(0, slash);
            return row.status().startsWith(up + "/" + up + " ") ? Style.GOOD : up.equals("0") ? Style.BAD : Style.WARNING;
        }
        return switch (row.status()) {
            case "up" -> Style.GOOD;
            case "drained" -> Style.WARNING;
            default -> Style.BAD;
        };
    }

    static String left(String text, int width) {
        String cut = cut(text, width);
        return cut + " ".repeat(width - cut.length());
    }

    private static String right(String text, int width) {
        String cut = cut(text, width);
        return " ".repeat(width - cut.length()) + cut;
    }

    /** What is left out shows as a dot or two. */
    static String cut(String text, int width) {
        return text.length() <= width ? text
                : width < 2 ? text.substring(0, Math.max(0, width))
                        : text.substring(0, width - 1) + "…";
    }
}
