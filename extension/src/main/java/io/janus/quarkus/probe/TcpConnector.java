package io.janus.quarkus.probe;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** How a probe reaches an endpoint. The seam between the bookkeeping of probes and the network. */
@FunctionalInterface
interface TcpConnector extends AutoCloseable {

    /**
     * Opens a connection and closes it again.
     *
     * @param address where to; resolved
     * @param timeout how long it may take
     * @return completed, on any thread, with why it failed, or with nothing when it did not; never exceptionally
     */
    CompletionStage<Optional<String>> probe(InetSocketAddress address, Duration timeout);

    /** Lets go of what it keeps for other timeouts than these; probes that began still end as they would have. */
    default void retain(Set<Duration> timeouts) {
    }

    /** Lets go of what it connects with. */
    @Override
    default void close() {
    }
}
