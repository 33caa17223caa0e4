package io.janus.server.top;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.janus.server.top.Key.Kind;
import io.janus.server.top.Wish.Verb;

/** What somebody made of the view by keys: the order, the filter, the selected row, and what is being asked. One thread. */
final class View {

    /** A configuration allows no more either. */
    private static final int MOST_WEIGHT = 1000;

    /** Longer than any name. */
    private static final int MOST_INPUT_CHARS = 64;

    /** How far Page Up and Page Down go; the height of the screen is not known here, and half of a small one will do. */
    private static final int PAGE = 10;

    /**
     * Who answers a question has read it first. Keys that come sooner, or this soon after another such key, were typed or
     * pasted before it was asked.
     */
    private static final long READING_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    /** What the keys that are typed are for. */
    enum Mode {
        ROWS,
        FILTER,
        WEIGHT,
        CONFIRM,
        HELP
    }

    private final LongSupplier nanoClock;
    private Mode mode = Mode.ROWS;
    private Sort sort = Sort.FIRST;
    private String filter = "";
    private String input = "";
    private Optional<Wish> wish = Optional.empty();
    private String selected = "";
    private int selectedIndex;
    private String message = "";
    private boolean quits;

    /** Whether the question was drawn, and from when on it has been read if no key comes. */
    private boolean shown;
    private long readFrom;

    View() {
        this(System::nanoTime);
    }

    View(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    Mode mode() {
        return mode;
    }

    Sort sort() {
        return sort;
    }

    String filter() {
        return filter;
    }

    /** What was typed so far, of a filter or a weight. */
    String input() {
        return input;
    }

    /** What waits for a yes. */
    Optional<Wish> wish() {
        return wish;
    }

    /** What was last done, or why it was not; until the next key. */
    String message() {
        return message;
    }

    void say(String what) {
        message = what;
    }

    /** What is here was drawn. */
    void drawn() {
        if (mode == Mode.CONFIRM && !shown) {
            shown = true;
            readFrom = nanoClock.getAsLong();
        }
    }

    boolean quits() {
        return quits;
    }

    /** The index of the selected row; where it is gone, of the one that took its place; -1 where there is none. */
    int selected(List<Row> rows) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).key().equals(selected)) {
                selectedIndex = i;
                return i;
            }
        }
        return select(rows, selectedIndex);
    }

    private int select(List<Row> rows, int index) {
        selectedIndex = Math.max(0, Math.min(index, rows.size() - 1));
        selected = rows.isEmpty() ? "" : rows.get(selectedIndex).key();
        return rows.isEmpty() ? -1 : selectedIndex;
    }

    /**
     * Does what a key is for.
     *
     * @param rows that are shown
     * @return what is to be done to an endpoint
     */
    Optional<Wish> press(Key key, List<Row> rows) {
        message = "";
        if (key.is(Kind.INTERRUPT)) {
            quits = true;
            return Optional.empty();
        }
        return switch (mode) {
            case ROWS -> inRows(key, rows);
            case FILTER -> inFilter(key);
            case WEIGHT -> inWeight(key, rows);
            case CONFIRM -> inConfirm(key);
            case HELP -> back();
        };
    }

    private Optional<Wish> back() {
        mode = Mode.ROWS;
        input = "";
        wish = Optional.empty();
        return Optional.empty();
    }

    private Optional<Wish> inRows(Key key, List<Row> rows) {
        switch (key.kind()) {
            case UP -> select(rows, selected(rows) - 1);
            case DOWN -> select(rows, selected(rows) + 1);
            case PAGE_UP -> select(rows, selected(rows) - PAGE);
            case PAGE_DOWN -> select(rows, selected(rows) + PAGE);
            case HOME -> select(rows, 0);
            case END -> select(rows, rows.size() - 1);
            case ESCAPE -> filter = "";
            case CHARACTER -> typed(key.character(), rows);
            default -> {
                // means nothing here
            }
        }
        return Optional.empty();
    }

    private void typed(char key, List<Row> rows) {
        for (Sort.By by : Sort.By.values()) {
            if (by.key() == key) {
                sort = sort.by(by);
                return;
            }
        }
        switch (key) {
            case 'k' -> select(rows, selected(rows) - 1);
            case 'j' -> select(rows, selected(rows) + 1);
            case 'g' -> select(rows, 0);
            case 'G' -> select(rows, rows.size() - 1);
            case '/' -> {
                mode = Mode.FILTER;
                input = filter;
            }
            case 'd' -> onEndpoint(rows, Verb.DRAIN);
            case 'u' -> onEndpoint(rows, Verb.ENABLE);
            case 'w' -> onEndpoint(rows, Verb.WEIGHT);
            case '?', 'h' -> mode = Mode.HELP;
            case 'q' -> quits = true;
            default -> message = "No key for that. ? shows all.";
        }
    }

    private void onEndpoint(List<Row> rows, Verb verb) {
        int at = selected(rows);
        if (at < 0 || rows.get(at).kind() != Row.Kind.ENDPOINT) {
            message = "Select an endpoint first, with the arrow keys.";
        } else if (verb == Verb.WEIGHT) {
            mode = Mode.WEIGHT;
        } else {
            ask(Wish.of(verb, rows.get(at).key(), OptionalInt.empty()));
        }
    }

    private void ask(Wish about) {
        mode = Mode.CONFIRM;
        shown = false;
        wish = Optional.of(about);
    }

    private Optional<Wish> inFilter(Key key) {
        if (key.is(Kind.ENTER)) {
            return back();
        }
        if (key.is(Kind.ESCAPE)) {
            filter = "";
            return back();
        }
        edit(key);
        filter = input;
        return Optional.empty();
    }

    private Optional<Wish> inWeight(Key key, List<Row> rows) {
        int at = selected(rows);
        if (key.is(Kind.ESCAPE) || at < 0 || rows.get(at).kind() != Row.Kind.ENDPOINT) {
            return back();
        }
        if (!key.is(Kind.ENTER)) {
            edit(key);
            return Optional.empty();
        }
        String typed = input.strip();
        boolean number = typed.matches("\\d{1,4}") && Integer.parseInt(typed) <= MOST_WEIGHT;
        back();
        if (number || typed.equals("reset")) {
            ask(Wish.of(Verb.WEIGHT, rows.get(at).key(),
                    number ? OptionalInt.of(Integer.parseInt(typed)) : OptionalInt.empty()));
        } else {
            message = "A weight is a number from 0 to " + MOST_WEIGHT + ", or reset.";
        }
        return Optional.empty();
    }

    private void edit(Key key) {
        if (key.is(Kind.BACKSPACE) && !input.isEmpty()) {
            input = input.substring(0, input.length() - 1);
        } else if (key.is(Kind.CHARACTER) && key.character() >= ' ' && key.character() < 0x7f
                && input.length() < MOST_INPUT_CHARS) {
            input += key.character();
        }
    }

    /** A key that cannot be an answer yet is dropped: {@code dynamic} that was pasted has a {@code d} and a {@code y}. */
    private Optional<Wish> inConfirm(Key key) {
        long now = nanoClock.getAsLong();
        if (!shown || now - readFrom < READING_NANOS) {
            readFrom = now;
            return Optional.empty();
        }
        Optional<Wish> asked = wish;
        back();
        if (key.is(Kind.CHARACTER) && (key.character() == 'y' || key.character() == 'Y')) {
            return asked;
        }
        message = "Nothing was done.";
        return Optional.empty();
    }
}
