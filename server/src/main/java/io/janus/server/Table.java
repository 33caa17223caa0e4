package io.janus.server;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Aligned columns of text for a terminal. Not thread-safe. */
public final class Table {

    /** Between columns; two blanks would run into values that contain one. */
    private static final String GAP = "   ";

    private final List<List<String>> rows = new ArrayList<>();

    /** The column titles. */
    public Table(String... titles) {
        row(titles);
    }

    /** Adds a row; as many cells as there are titles. */
    public Table row(String... cells) {
        if (!rows.isEmpty() && cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException("a row of " + cells.length + " cells in a table of " + rows.get(0).size());
        }
        rows.add(Arrays.asList(cells));
        return this;
    }

    public boolean isEmpty() {
        return rows.size() == 1;
    }

    /** The lines, titles first, without trailing blanks. */
    public List<String> lines() {
        return rows.stream().map(this::line).toList();
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            line.append(column == 0 ? "" : GAP).append(cell).append(" ".repeat(width(column) - cell.length()));
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return rows.stream().mapToInt(cells -> cells.get(column).length()).max().orElse(0);
    }
}
