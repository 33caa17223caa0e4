package io.janus.balancer;

import java.net.InetSocketAddress;
import java.util.Map;

/**
 * One address in a backend, as a policy sees it. The same object in every snapshot while the endpoint's identity (backend, id,
 * address, TLS) lasts, so a policy may key its own state on it by reference. Safe from every thread.
 */
public interface Endpoint {

    /** The endpoint's id: the key under {@code janus.backends.<name>.endpoints}. Unique within its backend. */
    String id();

    /** Where it listens; always resolved. */
    InetSocketAddress address();

    /** Its labels, as configured. Immutable. */
    Map<String, String> labels();

    /**
     * How many attempts are running on it now, over all event loops: sessions for TCP, exchanges for HTTP. A live number, read
     * without a lock; it may be out of date by the time it is used.
     */
    int inFlight();
}
