package io.janus.quarkus.deployment;

import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.Objects;

import jakarta.inject.Singleton;

import io.janus.balancer.Balancer;
import io.janus.balancer.BalancerContext;
import io.janus.balancer.BalancerFactory;
import io.smallrye.common.annotation.Identifier;

/**
 * A policy whose source the test edits. Each application has another class of this name; the test knows them all by a
 * collection in the system properties, since it sees no class of the application itself.
 */
@Singleton
@Identifier("edited")
public class EditedPolicy implements BalancerFactory {

    static final String CLASSES = "janus-test-classes";

    private static final int PICKED = 0;

    @SuppressWarnings("unchecked")
    EditedPolicy() {
        var classes = (Collection<WeakReference<Class<?>>>) Objects.requireNonNull(System.getProperties().get(CLASSES));
        classes.add(new WeakReference<>(EditedPolicy.class));
    }

    @Override
    public Balancer create(BalancerContext context) {
        return snapshot -> request -> PICKED;
    }
}
