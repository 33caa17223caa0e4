package io.janus.balancer;

import java.util.Map;

/** What the contract kit asks about a policy: how to make it, and what it claims. Override what differs. */
public interface PolicyUnderTest {

    /** The policy. Asked anew by every test. */
    BalancerFactory factory();

    /** The options to make it with; none by default. */
    default Map<String, String> options() {
        return Map.of();
    }

    /**
     * Whether endpoints of equal weight and equal load get equal shares of many clients' traffic. True by default; false for a
     * policy that prefers some, as one that sends everything to the first.
     */
    default boolean spreads() {
        return true;
    }

    /** Whether shares are in proportion to weights. False by default. */
    default boolean weighted() {
        return false;
    }

    /** Whether an endpoint with much more in flight than the others gets less than they do. False by default. */
    default boolean loadAware() {
        return false;
    }

    /** Whether a client keeps its endpoint while the membership lasts. False by default. */
    default boolean hashes() {
        return false;
    }

    /**
     * How far a share may be from the fair one, as a part of the fair one. The default of 0.1 is more than 8 standard
     * deviations of purely random picking over the kit's numbers of picks: a policy that fails it is not unlucky.
     */
    default double tolerance() {
        return 0.1;
    }

    /** A new balancer with {@link #options()} for so many loops. */
    default Balancer balancer(int loops) {
        return factory().create(TestContext.plain().options(options()).loops(loops));
    }

    /** The picker of a new balancer with {@link #options()} for one loop. */
    default Picker picker(BackendSnapshot snapshot) {
        return balancer(1).update(snapshot);
    }
}
