package io.janus.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.util.ExceptionUtil;
import io.quarkus.test.QuarkusUnitTest;

class BindInUseTest {

    /** Made by whoever loads this class first, JUnit: its port is the one that the configuration names. */
    private static final TestEndpoint IN_USE = TestEndpoint.named("in use");

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(ConfigFile.class, TestEndpoint.class, JanusThreads.class))
            .setBeforeAllCustomizer(ConfigFile.holding(ConfigFile.ANY.replace("127.0.0.1:0", IN_USE.address())))
            .setAfterAllCustomizer(() -> {
                ConfigFile.remove();
                IN_USE.close();
            })
            .assertException(refusal -> {
                Throwable cause = ExceptionUtil.getRootCause(refusal);
                assertThat(cause).isInstanceOf(ConfigurationException.class);
                assertThat(cause.getMessage()).contains("listeners.any.bind").contains(IN_USE.address());
                JanusThreads.awaitNone("janus-");
            });

    @Test
    void an_address_in_use_stops_the_start_with_no_thread_left() {
        fail("the application must not have started");
    }
}
