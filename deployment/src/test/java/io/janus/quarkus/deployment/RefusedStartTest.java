package io.janus.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.util.ExceptionUtil;
import io.quarkus.test.QuarkusUnitTest;

class RefusedStartTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(ConfigFile.class, JanusThreads.class))
            .setBeforeAllCustomizer(ConfigFile.holding("""
                    janus:
                      listeners:
                        web: { bind: "127.0.0.1:0", protocol: tcp, backend: app }
                        db: { bind: "nonsense", protocol: tcp, backend: app }
                      backends:
                        app: { endpoints: { app-1: { address: "127.0.0.1:1", weight: 5000 } } }
                    """))
            .setAfterAllCustomizer(ConfigFile::remove)
            .assertException(refusal -> {
                Throwable cause = ExceptionUtil.getRootCause(refusal);
                assertThat(cause).isInstanceOf(ConfigurationException.class);
                assertThat(cause.getMessage())
                        .contains("janus.yaml:4").contains("listeners.db.bind").contains("nonsense")
                        .contains("janus.yaml:6").contains("backends.app.endpoints.app-1.weight").contains("5000");
                JanusThreads.awaitNone("janus-");
            });

    @Test
    void a_bad_file_stops_the_start_with_every_error_and_no_thread_left() {
        fail("the application must not have started");
    }
}
