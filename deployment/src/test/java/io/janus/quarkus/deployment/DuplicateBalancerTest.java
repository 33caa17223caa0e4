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

class DuplicateBalancerTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClass(Policies.class))
            .assertException(refusal -> assertThat(refusal).hasMessageContainingAll("Two balancers are named 'first'", "one()",
                    "other()", "@Identifier"));

    @Test
    void two_balancers_of_one_name_fail_the_build() {
        fail("the build must not have succeeded");
    }

    static class Policies {

        @Produces
        @Singleton
        @Identifier("first")
        BalancerFactory one() {
            return context -> snapshot -> request -> 0;
        }

        @Produces
        @Singleton
        @Identifier("first")
        BalancerFactory other() {
            return context -> snapshot -> request -> 0;
        }
    }
}
