package io.janus.balancer;

/**
 * Makes one {@link Balancer} for each backend that asks for this policy.
 *
 * <p>
 * In a Quarkus application a factory is a CDI bean with an {@code @Identifier}; the identifier is the policy's name in
 * {@code janus.backends.<name>.balancer.type}:
 *
 * <pre>
 * {@code
 * &#64;Produces
 * @Singleton
 * &#64;Identifier("first")
 * BalancerFactory first() {
 *     return context -> snapshot -> request -> 0;
 * }
 * }
 * </pre>
 *
 * That is a whole policy: the context makes a balancer, the balancer turns a snapshot into a picker, the picker answers an
 * index.
 *
 * <h2>Threads</h2>
 * {@link #create} is called by the control plane, never on an event loop, and never by two threads at once.
 */
@FunctionalInterface
public interface BalancerFactory {

    /**
     * Makes the balancer of one backend. Called for each backend, again when the backend's balancer configuration changes, and
     * at any other time for a trial: whether a configuration is good, and where a request would go, is tried with a balancer
     * that serves nobody and is closed afterwards, while that of the same backend serves. So nothing may be kept by the
     * backend's name and answered again.
     *
     * @param context the backend's name, its options and what it may use
     * @return a new balancer, never shared with another backend or a trial; one of a class without fields, as a lambda that
     *         captures nothing, may be the same object each time
     * @throws IllegalArgumentException when an option is unknown or has a bad value; the message says which option, what it was
     *         and what it must be. The configuration is then refused and nothing changes.
     */
    Balancer create(BalancerContext context);
}
