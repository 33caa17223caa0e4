package io.janus.proxy.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

/** A promise of the request path, over real sockets: exchanges on warm connections allocate nothing. */
class SteadyStateTest {

    @Test
    void an_exchange_on_kept_connections_allocates_nothing() throws IOException, InterruptedException {
        assertAllWell("");
    }

    @Test
    void an_exchange_that_is_noted_for_an_access_log_allocates_nothing() throws IOException, InterruptedException {
        assertAllWell("logged");
    }

    private static void assertAllWell(String argument) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dio.netty.leakDetection.level=disabled", "-ea", "-cp", System.getProperty("java.class.path"),
                SteadyStateMain.class.getName(), argument).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("all well");
    }
}
