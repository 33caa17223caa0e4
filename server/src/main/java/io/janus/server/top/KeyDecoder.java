package io.janus.server.top;

import java.util.Map;
import java.util.Optional;

import io.janus.server.top.Key.Kind;

/**
 * Makes keys of what a terminal sends: characters, and sequences of them that begin with an escape. One thread.
 */
final class KeyDecoder {

    /** No sequence of a key is longer; what is, is none of ours and forgotten. */
    private static final int MOST_CHARS = 8;

    private static final char ESCAPE = '\u001b';
    private static final char CTRL_C = 3;
    private static final char CTRL_D = 4;
    private static final char BACKSPACE = 8;
    private static final char DELETE = 127;

    /** By what follows the escape, of xterm, the Linux console, tmux and screen. */
    private static final Map<String, Kind> SEQUENCES = Map.ofEntries(Map.entry("[A", Kind.UP), Map.entry("OA", Kind.UP),
            Map.entry("[B", Kind.DOWN), Map.entry("OB", Kind.DOWN), Map.entry("[5~", Kind.PAGE_UP),
            Map.entry("[6~", Kind.PAGE_DOWN), Map.entry("[H", Kind.HOME), Map.entry("OH", Kind.HOME),
            Map.entry("[1~", Kind.HOME), Map.entry("[7~", Kind.HOME), Map.entry("[F", Kind.END), Map.entry("OF", Kind.END),
            Map.entry("[4~", Kind.END), Map.entry("[8~", Kind.END));

    private final StringBuilder sequence = new StringBuilder();
    private boolean inSequence;

    /** Takes the next character. Answers a key when one is complete. */
    Optional<Key> take(char next) {
        if (next == CTRL_C || next == CTRL_D) {
            forget();
            return Optional.of(Key.of(Kind.INTERRUPT));
        }
        if (next == ESCAPE) {
            boolean twice = inSequence;
            forget();
            inSequence = true;
            return twice ? Optional.of(Key.of(Kind.ESCAPE)) : Optional.empty();
        }
        if (!inSequence) {
            return Optional.of(single(next));
        }
        sequence.append(next);
        if (sequence.length() == 1 && (next == '[' || next == 'O')) {
            return Optional.empty();
        }
        boolean ends = next >= '@' && next <= '~' || sequence.length() >= MOST_CHARS;
        if (!ends) {
            return Optional.empty();
        }
        Kind known = SEQUENCES.get(sequence.toString());
        forget();
        return Optional.ofNullable(known).map(Key::of);
    }

    /** Nothing followed for a while: an escape on its own was the key. */
    Optional<Key> silence() {
        boolean alone = inSequence && sequence.length() == 0;
        forget();
        return alone ? Optional.of(Key.of(Kind.ESCAPE)) : Optional.empty();
    }

    private static Key single(char next) {
        return switch (next) {
            case '\r', '\n' -> Key.of(Kind.ENTER);
            case BACKSPACE, DELETE -> Key.of(Kind.BACKSPACE);
            default -> Key.of(next);
        };
    }

    private void forget() {
        sequence.setLength(0);
        inSequence = false;
    }
}
