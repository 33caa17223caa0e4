package io.janus.quarkus.deployment;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.hamcrest.Matchers.is;

import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.janus.quarkus.JanusControl;
import io.quarkus.test.QuarkusUnitTest;

class IdleTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(JanusThreads.class, Metrics.class));

    @Inject
    JanusControl janus;

    @Test
    void without_configuration_there_is_no_thread() {
        JanusThreads.awaitNone("janus-");
        assertThat(janus.running()).isFalse();
    }

    @Test
    void idleness_is_healthy() {
        get("/q/health").then().statusCode(200)
                .body("checks.findAll { it.name == 'janus' }.status.unique()", is(List.of("UP")));
    }

    @Test
    void metrics_are_served_without_any_of_janus() {
        assertThat(Metrics.text()).contains("jvm_").doesNotContain("janus_");
    }

    @Test
    void there_is_no_proxy_and_a_reload_needs_a_restart() {
        assertThatIllegalStateException().isThrownBy(janus::proxy).withMessageContaining("janus.listeners");
        assertThat(janus.reload("test").restartNeeded()).isTrue();
    }
}
