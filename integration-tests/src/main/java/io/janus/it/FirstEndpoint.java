package io.janus.it;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.janus.balancer.BalancerFactory;
import io.janus.balancer.Picker;
import io.smallrye.common.annotation.Identifier;

/** A balancer of the application's own, and a whole one: everything goes to the first endpoint, by id. */
public class FirstEndpoint {

    @Produces
    @Singleton
    @Identifier("first")
    BalancerFactory first = context -> snapshot -> request -> request.accepts(0) ? 0 : Picker.NONE;
}
