package io.janus.server.top;

import java.util.List;

/** A terminal that is taken over for a while. One thread, but for {@link #close}. */
interface Display extends AutoCloseable {

    /** What {@link #read} answers when nothing came in time. */
    int NOTHING = -2;

    /** What {@link #read} answers when nothing will come any more. */
    int END = -1;

    int width();

    int height();

    /** The next character that was typed, {@link #NOTHING} or {@link #END}. */
    int read(long millis);

    /** Shows lines in place of what was there; what it has no room for is left out. */
    void draw(List<Line> lines);

    /** Gives the terminal back as it was. Any thread; does nothing the second time. */
    @Override
    void close();
}
