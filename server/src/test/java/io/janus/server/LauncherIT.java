package io.janus.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./janus} of the source tree. */
class LauncherIT {

    /** The first run may record classes for the archive, which takes a start and a stop. */
    private static final int SECONDS = 300;

    private static final Path JANUS = Path.of("..", "janus").toAbsolutePath().normalize();

    @TempDir
    Path directory;

    /** What a run of it answered. */
    private record Run(int exitCode, String out, String err) {
    }

    private Run run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(JANUS.toString()), Stream.of(arguments)).toList())
                .directory(directory.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("it ends").isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return new Run(process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    }

    @Test
    void what_starts_loads_comes_from_the_archive() throws Exception {
        run(Map.of(), "--version");
        Path loaded = directory.resolve("loaded");

        Run again = run(Map.of("JAVA_OPTS", "-Xlog:class+load:file=" + loaded), "--version");

        assertThat(again.exitCode()).isZero();
        assertThat(again.err()).as("there is nothing left to prepare").isEmpty();
        List<String> janus = Files.readAllLines(loaded).stream().filter(line -> line.contains(" io.janus.server.")).toList();
        assertThat(janus).isNotEmpty().filteredOn(line -> line.contains(" io.janus.server.Main "))
                .singleElement().asString().contains("shared objects file");
    }

    @Test
    void arguments_and_the_exit_code_are_passed_on() throws Exception {
        Path file = Files.writeString(directory.resolve("a file.yaml"), "janus: { listeners: { web: {} } }");

        Run run = run(Map.of(), "check", file.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out() + run.err()).contains("a file.yaml").contains("bind");
    }
}
