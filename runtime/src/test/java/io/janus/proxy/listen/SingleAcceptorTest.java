package io.janus.proxy.listen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

/** Where the kernel does not spread connections over sockets that share a port, one socket accepts and hands them round. */
class SingleAcceptorTest {

    /** Only Linux counts as one that spreads them, and what system it is, Janus reads from this property. */
    private static final String ANOTHER_SYSTEM = "-Dos.name=Another";

    @Test
    void a_single_acceptor_hands_connections_round_and_empties_its_queue_when_stopped()
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                ANOTHER_SYSTEM, "-ea", "-cp", System.getProperty("java.class.path"), SingleAcceptorMain.class.getName())
                .redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("all well");
    }
}
