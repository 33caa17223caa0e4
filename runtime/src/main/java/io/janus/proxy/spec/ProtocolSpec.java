package io.janus.proxy.spec;

import java.util.Set;

/** What a listener speaks, and where it leads. */
public sealed interface ProtocolSpec permits TcpSpec, HttpSpec {

    /** The names of all backends it leads to. */
    Set<String> backends();
}
