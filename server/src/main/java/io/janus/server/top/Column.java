package io.janus.server.top;

import java.util.function.DoubleFunction;

/** A column of numbers, right-aligned, or the status. In the order in which they stand. */
enum Column {

    REQUESTS("REQ/S", 7, 1, Quantity::rate),
    ERRORS("ERR/S", 6, 2, Quantity::rate),
    CLIENT_ERRORS("4XX/S", 6, 8, Quantity::rate),
    P50("P50", 6, 9, Quantity::millis),
    P99("P99", 6, 3, Quantity::millis),
    OPEN("OPEN", 6, 4, Quantity::count),
    IN_FLIGHT("FLIGHT", 6, 4, Quantity::count),
    SHARE("SHARE", 6, 6, Quantity::percent),
    WEIGHT("WEIGHT", 6, 7, Quantity::weight),
    IN("IN/S", 6, 10, Quantity::bytes),
    OUT("OUT/S", 6, 11, Quantity::bytes),
    STATUS("STATUS", 10, 5, Quantity::count);

    private final String title;
    private final int width;

    /** Where there is not room for all, those with the highest go first. */
    private final int rank;
    private final DoubleFunction<String> text;

    Column(String title, int width, int rank, DoubleFunction<String> text) {
        this.title = title;
        this.width = width;
        this.rank = rank;
        this.text = text;
    }

    String title() {
        return title;
    }

    int width() {
        return width;
    }

    int rank() {
        return rank;
    }

    /** A number of it; a dash where there is none. */
    String text(double value) {
        return Double.isNaN(value) ? "-" : text.apply(value);
    }
}
