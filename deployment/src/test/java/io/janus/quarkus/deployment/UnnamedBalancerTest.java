package io.janus.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.janus.balancer.BalancerFactory;
import io.quarkus.test.QuarkusUnitTest;

class UnnamedBalancerTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClass(Policies.class))
            .assertException(
                    refusal -> assertThat(refusal).hasMessageContainingAll("nameless()", "no name", "@Identifier"));

    @Test
    void a_balancer_without_a_name_fails_the_build() {
        fail("the build must not have succeeded");
    }

    static class Policies {

        @Produces
        @Singleton
        BalancerFactory nameless() {
            return context -> snapshot -> request -> 0;
        }
    }
}
