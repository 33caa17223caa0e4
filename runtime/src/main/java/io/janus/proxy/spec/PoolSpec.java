package io.janus.proxy.spec;

import java.time.Duration;

/**
 * How long connections to an endpoint are used again.
 *
 * @param maxIdle how many may wait for their next request, per endpoint and event loop; 0 uses none again
 * @param maxAge how old a connection may be when it is used again; zero means as old as it gets
 * @param maxRequests how many requests a connection may carry; 0 means as many as there are
 */
public record PoolSpec(int maxIdle, Duration maxAge, int maxRequests) {
}
