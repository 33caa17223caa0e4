package io.janus.balancer;

/**
 * The contract kit: extend it, answer {@link #factory()} and what your policy claims, and every rule of the SPI is tested.
 *
 * <pre>
 * {@code
 * class FirstTest extends BalancerContract {
 *     &#64;Override
 *     public BalancerFactory factory() {
 *         return new First();
 *     }
 *
 *     &#64;Override
 *     public boolean spreads() {
 *         return false; // it prefers the first endpoint, and means to
 *     }
 * }
 * }
 * </pre>
 *
 * Each part is an interface of its own, for who wants to read or run one alone. All random numbers are seeded; for a policy
 * that draws its own, the bounds are so wide that chance does not fail them.
 */
public abstract class BalancerContract implements AnswerContract, DistributionContract, MembershipContract, ObserveContract,
        AllocationContract, RaceContract {
}
