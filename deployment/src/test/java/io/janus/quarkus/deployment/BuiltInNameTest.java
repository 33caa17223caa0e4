package io.janus.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.janus.balancer.BalancerFactory;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.common.annotation.Identifier;

class BuiltInNameTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClass(Policies.class))
            .assertException(refusal -> assertThat(refusal).hasMessageContainingAll("mine()", "'round-robin'",
                    "built-in", "least-request"));

    @Test
    void a_balancer_with_a_built_in_name_fails_the_build() {
        fail("the build must not have succeeded");
    }

    static class Policies {

        @Produces
        @Singleton
        @Identifier("round-robin")
        BalancerFactory mine() {
            return context -> snapshot -> request -> 0;
        }
    }
}
