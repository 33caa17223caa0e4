package io.janus.proxy.balancers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.janus.balancer.BalancerFactory;
import io.janus.balancer.TestContext;

class BuiltInBalancersTest {

    private final Map<String, BalancerFactory> policies = BuiltInBalancers.byName();

    @Test
    void policies_and_their_aliases_are_listed_in_order() {
        assertThat(policies.keySet()).containsExactly("ip-hash", "least-connections", "least-request", "random", "round-robin",
                "weighted-round-robin");
    }

    @Test
    void the_default_is_least_request() {
        assertThat(BuiltInBalancers.DEFAULT).isEqualTo("least-request");
        assertThat(policies).containsKey(BuiltInBalancers.DEFAULT);
    }

    @Test
    void nobody_can_change_what_is_built_in() {
        assertThatThrownBy(() -> policies.remove("random")).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @MethodSource("io.janus.proxy.balancers.BuiltInBalancersContractTest#names")
    void an_unknown_option_is_refused_with_its_name_and_value(String name) {
        BalancerFactory factory = BuiltInBalancers.byName().getOrDefault(name, context -> {
            throw new AssertionError("no policy is named " + name);
        });
        assertThatIllegalArgumentException()
                .isThrownBy(() -> factory.create(TestContext.plain().options(Map.of("choises", "3"))))
                .withMessageStartingWith("The option choises (\"3\") of the policy ").withMessageContaining("is not known")
                .withMessageContaining("Maybe ");
    }

    @Test
    void a_policy_without_options_says_so() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RoundRobin.create(TestContext.plain().options(Map.of("start", "1")))).withMessage(
                        "The option start (\"1\") of the policy round-robin is not known: this policy has no options. Maybe remove it.");
    }

    @Test
    void a_policy_with_options_names_them() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LeastRequest.create(TestContext.plain().options(Map.of("choises", "3")))).withMessage(
                        "The option choises (\"3\") of the policy least-request is not known: the name of an option must be choices."
                                + " Maybe it is misspelt.");
    }
}
