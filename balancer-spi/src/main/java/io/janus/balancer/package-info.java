/**
 * What you implement to add a balancing policy to Janus. Start at {@link io.janus.balancer.BalancerFactory}; everything else is
 * what its products are given and what they give back.
 */
@NullMarked
package io.janus.balancer;

import org.jspecify.annotations.NullMarked;
