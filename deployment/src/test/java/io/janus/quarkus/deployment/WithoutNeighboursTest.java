package io.janus.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.janus.quarkus.JanusControl;
import io.quarkus.test.QuarkusUnitTest;

class WithoutNeighboursTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(ConfigFile.class, TestEndpoint.class, Client.class))
            .overrideConfigKey("quarkus.smallrye-health.enabled", "false")
            .overrideConfigKey("quarkus.micrometer.enabled", "false")
            .overrideConfigKey("quarkus.class-loading.removed-artifacts",
                    "io.micrometer:micrometer-registry-prometheus-simpleclient,io.prometheus:simpleclient,"
                            + "io.prometheus:simpleclient_common,io.smallrye:smallrye-health,"
                            + "org.eclipse.microprofile.health:microprofile-health-api")
            .setBeforeAllCustomizer(ConfigFile.holding(ConfigFile.ANY))
            .setAfterAllCustomizer(ConfigFile::remove);

    @Inject
    JanusControl janus;

    @Test
    void janus_balances_without_health_and_without_metrics() throws Exception {
        assertThatThrownBy(() -> Class.forName("io.micrometer.prometheus.PrometheusMeterRegistry"))
                .isInstanceOf(ClassNotFoundException.class);
        assertThatThrownBy(() -> Class.forName("org.eclipse.microprofile.health.HealthCheck"))
                .isInstanceOf(ClassNotFoundException.class);
        try (TestEndpoint endpoint = TestEndpoint.named("one")) {
            ConfigFile.write(ConfigFile.ANY.replace("127.0.0.1:1\"", endpoint.address() + "\""));
            assertThat(janus.reload("test").message()).contains("in force");
            try (Client client = Client.of(janus, "any")) {
                assertThat(client.greeting()).isEqualTo("one");
            }
        }
    }
}
