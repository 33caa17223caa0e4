package io.janus.server.top;

import java.util.Comparator;

/**
 * The order of rows among their like.
 *
 * @param reversed whether it is the other way round than usual: numbers fall and names rise
 */
record Sort(By by, boolean reversed) {

    /** What rows are ordered by. */
    enum By {
        NAME('n', "name", Column.STATUS),
        REQUESTS('r', "requests/s", Column.REQUESTS),
        ERRORS('e', "errors/s", Column.ERRORS),
        LATENCY('l', "p99", Column.P99),
        IN_FLIGHT('i', "in flight", Column.IN_FLIGHT),
        SHARE('s', "share", Column.SHARE);

        private final char key;
        private final String words;
        private final Column column;

        By(char key, String words, Column column) {
            this.key = key;
            this.words = words;
            this.column = column;
        }

        char key() {
            return key;
        }

        String words() {
            return words;
        }
    }

    /** What a person looks for first. */
    static final Sort FIRST = new Sort(By.REQUESTS, false);

    /** The same key again turns the order round. */
    Sort by(By next) {
        return new Sort(next, next == by && !reversed);
    }

    Comparator<Row> order() {
        Comparator<Row> byName = Comparator.comparing(Row::key);
        if (by == By.NAME) {
            return reversed ? byName.reversed() : byName;
        }
        Comparator<Row> rising = Comparator.comparingDouble(this::number);
        // Of equals the order stays, so that rows do not jump.
        return (reversed ? rising : rising.reversed()).thenComparing(byName);
    }

    /** What a row does not have counts as nothing; open connections are what a listener has in flight. */
    private double number(Row row) {
        double number = row.number(by == By.IN_FLIGHT && row.kind() == Row.Kind.LISTENER ? Column.OPEN : by.column);
        return Double.isNaN(number) ? -1 : number;
    }

    @Override
    public String toString() {
        return by.words() + (reversed ? " (reversed)" : "");
    }
}
