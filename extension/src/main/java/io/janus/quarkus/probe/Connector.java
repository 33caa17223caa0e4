package io.janus.quarkus.probe;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;

import io.janus.proxy.spec.HostPort;
import io.janus.proxy.spec.ProbeSpec;

/** How a probe reaches an endpoint. The seam between the bookkeeping of probes and the network. */
@FunctionalInterface
interface Connector extends AutoCloseable {

    /**
     * Begins one probe.
     *
     * @param address what to connect to; resolved
     * @param written the same as it is configured, which an endpoint may want to hear
     * @param spec what to do there, and how long it may take
     */
    RunningProbe probe(InetSocketAddress address, HostPort written, ProbeSpec spec);

    /** Lets go of what it keeps for other timeouts than these; no probe that anyone waits for has another. */
    default void retain(Set<Duration> timeouts) {
    }

    /** Ends the probes that are under way, and lets go of what it connects with. */
    @Override
    default void close() {
    }
}
