package io.janus.server.demo;

import java.io.IOException;
import java.net.InetSocketAddress;

/** Something to balance over, in the demo's own process, on a free port of the loopback interface. */
interface DemoEndpoint extends AutoCloseable {

    /** The endpoint's id. */
    String name();

    /** Where it listens. */
    InetSocketAddress address();

    @Override
    void close() throws IOException;
}
