package io.janus.quarkus.control;

import java.lang.annotation.Annotation;
import java.util.HashMap;
import java.util.Map;

import io.janus.balancer.BalancerFactory;
import io.janus.proxy.balancers.BuiltInBalancers;
import io.quarkus.arc.InjectableInstance;
import io.quarkus.arc.InstanceHandle;
import io.smallrye.common.annotation.Identifier;

/** Every balancing policy there is: the built-in ones and the application's own beans. */
public final class Policies {

    private Policies() {
    }

    /**
     * The policies by name. The build has made sure that every bean has a name of its own, and none a built-in one's.
     *
     * @param beans the application's {@link BalancerFactory} beans, whatever their qualifiers
     */
    public static Map<String, BalancerFactory> of(InjectableInstance<BalancerFactory> beans) {
        Map<String, BalancerFactory> byName = new HashMap<>(BuiltInBalancers.byName());
        for (InstanceHandle<BalancerFactory> bean : beans.handles()) {
            for (Annotation qualifier : bean.getBean().getQualifiers()) {
                if (qualifier instanceof Identifier identifier) {
                    byName.put(identifier.value(), bean.get());
                }
            }
        }
        return Map.copyOf(byName);
    }
}
