package io.janus.server.top;

/**
 * A key that was pressed.
 *
 * @param character what was typed; of no meaning for other kinds
 */
public record Key(Kind kind, char character) {

    /** Which. */
    public enum Kind {
        CHARACTER,
        UP,
        DOWN,
        PAGE_UP,
        PAGE_DOWN,
        HOME,
        END,
        ENTER,
        ESCAPE,
        BACKSPACE,

        /** Ctrl-C and Ctrl-D, and the end of the input. */
        INTERRUPT
    }

    static Key of(Kind kind) {
        return new Key(kind, '\0');
    }

    static Key of(char character) {
        return new Key(Kind.CHARACTER, character);
    }

    boolean is(Kind other) {
        return kind == other;
    }
}
