package io.janus.quarkus.accesslog;

import java.io.IOException;

/** Where bytes of lines end up. Confined to the writer's thread, but for its making. */
interface Sink {

    /** What it is, for people. */
    String name();

    /**
     * Writes some of the bytes. May block for as long as nobody reads them.
     *
     * @return how many
     */
    int write(byte[] bytes, int from, int to) throws IOException;

    /** Opens it anew: from now on bytes go to what its name leads to now. Nothing where there is no such name. */
    default void reopen() throws IOException {
        // It leads where it always did.
    }

    /** As {@link #reopen}, where its name leads to something else than what is open. */
    default void follow() throws IOException {
        // As above.
    }

    void close();
}
