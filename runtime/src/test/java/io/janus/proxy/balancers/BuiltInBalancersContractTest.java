package io.janus.proxy.balancers;

import java.util.Set;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import io.janus.balancer.BalancerContract;
import io.janus.balancer.BalancerFactory;

/** The contract kit over every name that an operator can write. */
@ParameterizedClass
@MethodSource("names")
class BuiltInBalancersContractTest extends BalancerContract {

    private final String name;

    BuiltInBalancersContractTest(String name) {
        this.name = name;
    }

    static Set<String> names() {
        return BuiltInBalancers.byName().keySet();
    }

    @Override
    public BalancerFactory factory() {
        BalancerFactory factory = BuiltInBalancers.byName().get(name);
        if (factory == null) {
            throw new AssertionError("no policy is named " + name);
        }
        return factory;
    }

    @Override
    public boolean weighted() {
        return true;
    }

    @Override
    public boolean loadAware() {
        return Set.of("least-request", "least-connections").contains(name);
    }

    @Override
    public boolean hashes() {
        return name.equals("ip-hash");
    }
}
