package io.janus.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.janus.balancer.BalancerFactory;
import io.janus.quarkus.JanusControl;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.common.annotation.Identifier;

class OwnBalancerTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(ConfigFile.class, TestEndpoint.class, Client.class, Policies.class))
            .setBeforeAllCustomizer(ConfigFile.holding(ConfigFile.ANY))
            .setAfterAllCustomizer(ConfigFile::remove);

    @Inject
    JanusControl janus;

    @Test
    void a_bean_that_only_the_configuration_names_picks_the_endpoint() throws Exception {
        try (TestEndpoint a = TestEndpoint.named("a"); TestEndpoint b = TestEndpoint.named("b")) {
            ConfigFile.write("""
                    janus:
                      listeners:
                        web: { bind: "127.0.0.1:0", protocol: tcp, backend: app }
                      backends:
                        app:
                          balancer: { type: last }
                          endpoints: { app-1: { address: "%s" }, app-2: { address: "%s" } }
                    """.formatted(a.address(), b.address()));
            assertThat(janus.reload("test").message()).contains("in force");

            for (int i = 0; i < 5; i++) {
                try (Client client = Client.of(janus, "web")) {
                    assertThat(client.greeting()).isEqualTo("b");
                }
            }
        }
    }

    static class Policies {

        @Produces
        @Singleton
        @Identifier("last")
        BalancerFactory last() {
            return context -> snapshot -> request -> snapshot.endpoints().size() - 1;
        }
    }
}
