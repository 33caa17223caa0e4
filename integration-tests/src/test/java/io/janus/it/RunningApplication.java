package io.janus.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/** The packaged application as a process of its own: the jar, or the native executable. */
final class RunningApplication implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path log;
    private final int adminPort;
    private final Process process;

    /**
     * Starts it.
     *
     * @param directory where its file and its log go
     * @param yaml its configuration
     */
    RunningApplication(Path directory, String yaml) throws IOException {
        Path file = Files.writeString(directory.resolve("janus.yaml"), yaml);
        log = directory.resolve("log");
        adminPort = freePort();
        List<String> properties = List.of("-Djanus-config-file=" + file, "-Dquarkus.http.port=" + adminPort);
        process = new ProcessBuilder(command(System.getProperty("native.image.path"), properties))
                .redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    /** @param executable the native one, where it was built ({@code -Dnative}); else the jar is run */
    private static List<String> command(@Nullable String executable, List<String> properties) {
        List<String> command = new ArrayList<>();
        command.add(executable == null ? Path.of(System.getProperty("java.home"), "bin", "java").toString() : executable);
        command.addAll(properties);
        if (executable == null) {
            command.addAll(List.of("-jar", Path.of("target", "quarkus-app", "quarkus-run.jar").toString()));
        }
        return command;
    }

    /** Waits until it does what it should, whatever it fails with until then. */
    void awaitThat(Callable<Boolean> serves) {
        await().atMost(SOON).failFast(() -> assertThat(process.isAlive()).as(log()).isTrue()).ignoreExceptions().until(serves);
    }

    /** The status of the readiness check. */
    int readiness() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort + "/q/health/ready")).build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    /** Sends SIGTERM, and does not wait for what comes of it. */
    void terminate() {
        process.destroy();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Whether it ends within the time a test has. */
    boolean ends() throws InterruptedException {
        return process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    private String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** A port that nobody listens on now. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
