package io.janus.server.demo;

import java.io.IOException;

/** Someone who comes to the demo again and again, and does one thing at a time. */
interface Visitor {

    /**
     * One visit, from its begin to its end. On the visitor's own thread.
     *
     * @throws IOException when it did not go as it should: that is counted, and the next visit comes
     */
    void visit() throws IOException, InterruptedException;
}
