package io.janus.balancer;

import java.net.InetSocketAddress;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

/**
 * The attempt that a {@link Picker} picks an endpoint for. One reused object per event loop: valid only during the call, and
 * only on the calling thread.
 */
public interface PickRequest {

    /**
     * Whether this attempt may go to an endpoint.
     *
     * @param index an index into the snapshot's endpoints
     * @return false when the endpoint was tried before for the same session or exchange, or is full; the answer
     *         may change during the pick, as other loops fill endpoints
     */
    boolean accepts(int index);

    /** The number of this attempt: 1 for the first, more for retries. */
    int attempt();

    /** Whether a key to hash on was configured and found; only then {@link #hashKey()} means anything. */
    boolean hasHashKey();

    /** A well-mixed 64-bit hash of the configured key; 0 without one. */
    long hashKey();

    /** The client's address: for TCP and untrusted peers the peer itself. Always resolved. */
    InetSocketAddress client();

    /**
     * The value of a request header, the first where there are several.
     *
     * @param name the header's name, in any case
     * @return its value, or {@code null} where there is none; always {@code null} for TCP. Allocates the answer.
     */
    @Nullable
    String header(String name);

    /** The event loop that picks: 0 to {@link BalancerContext#loops()} - 1. */
    int loop();

    /** This loop's random numbers: cheap, not secure, seedable by tests. To be used only during the call. */
    RandomGenerator random();
}
