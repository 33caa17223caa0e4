package io.janus.quarkus.control;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.function.LongSupplier;

import io.janus.balancer.Balancer;
import io.janus.balancer.BalancerContext;
import io.janus.balancer.BalancerFactory;
import io.janus.proxy.spec.BackendSpec;
import io.janus.proxy.state.SharedState;

/**
 * Makes a backend's balancer once more, for who tries what it does. Not safe for two threads at once, as factories are not; nor
 * while a configuration is put in force, as what serves is looked up in the published state.
 */
final class TrialBalancers {

    /** There a class that says it has no fields may only be one that nobody registered. */
    private static final boolean NATIVE_IMAGE = System.getProperty("org.graalvm.nativeimage.imagecode") != null;

    private final SharedState state;
    private final Map<String, BalancerFactory> policies;
    private final int loops;

    TrialBalancers(SharedState state, Map<String, BalancerFactory> policies, int loops) {
        this.state = state;
        this.policies = policies;
        this.loops = loops;
    }

    /**
     * One that serves nobody. Throws what the factory does.
     *
     * @throws IllegalStateException when there is none that may be tried
     */
    Balancer of(BackendSpec backend) {
        String type = backend.balancer().type();
        BalancerFactory factory = policies.get(type);
        if (factory == null) {
            throw new IllegalStateException("no policy is named " + type);
        }
        Balancer made = factory.create(new Context(backend.name(), backend.balancer().options(), loops, System::nanoTime));
        if (made == null) {
            throw new IllegalStateException("its factory answered no balancer");
        }
        if (serves(made) && !holdsNothing(made.getClass())) {
            throw new IllegalStateException("its factory answered the balancer that is in force, and not a new one");
        }
        return made;
    }

    private boolean serves(Balancer made) {
        return state.current().backends().values().stream().anyMatch(backend -> backend.isServedBy(made));
    }

    /** As a lambda that captures nothing, of which there is one object only: a trial cannot change it. */
    private static boolean holdsNothing(Class<?> type) {
        for (Class<?> of = type; of != null; of = of.getSuperclass()) {
            if (NATIVE_IMAGE || !Arrays.stream(of.getDeclaredFields()).allMatch(it -> Modifier.isStatic(it.getModifiers()))) {
                return false;
            }
        }
        return true;
    }

    private record Context(String backend, Map<String, String> options, int loops, LongSupplier nanoClock)
            implements
                BalancerContext {
    }
}
