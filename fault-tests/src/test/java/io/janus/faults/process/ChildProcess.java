package io.janus.faults.process;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Java process of these tests: its output, and the signals it is sent. */
public class ChildProcess implements AutoCloseable {

    /** A process that is slower does not come at all. */
    private static final Duration START = Duration.ofSeconds(30);

    private final Process process;

    /** Added to by the reading thread. */
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;

    ChildProcess(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(arguments);
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        reader = new Thread(this::read, "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader out = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add("[unreadable: " + e + "]");
        }
    }

    /** Waits for a line that contains a match, and answers the match's groups. */
    public final Matcher awaitLine(String regex) {
        Pattern pattern = Pattern.compile(regex);
        await().atMost(START).pollInterval(Duration.ofMillis(5))
                .until(() -> find(pattern).isPresent() || !process.isAlive() && !reader.isAlive());
        return find(pattern).orElseThrow(() -> new AssertionError("ended without " + regex + ":\n" + output()));
    }

    /** How many lines contain a match. */
    public final int count(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return (int) lines.stream().filter(line -> pattern.matcher(line).find()).count();
    }

    private Optional<Matcher> find(Pattern pattern) {
        return lines.stream().map(pattern::matcher).filter(Matcher::find).findFirst();
    }

    public final String output() {
        return String.join("\n", lines);
    }

    final List<String> lines() {
        return lines;
    }

    final OutputStream input() {
        return process.getOutputStream();
    }

    public final long pid() {
        return process.pid();
    }

    public final boolean isAlive() {
        return process.isAlive();
    }

    /** How many descriptors it has open. */
    public final int descriptors() {
        try (Stream<Path> open = Files.list(Path.of("/proc", String.valueOf(pid()), "fd"))) {
            return (int) open.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a signal: {@code KILL}, {@code STOP}, {@code CONT}, {@code TERM}, {@code HUP}. */
    public final void signal(String name) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-s", name, String.valueOf(pid())).start().waitFor();
        if (exit != 0) {
            throw new IOException("kill -s " + name + " ended with " + exit);
        }
    }

    /** Ends it as {@code kill -9} does, and waits until it has ended. */
    public final void kill() throws IOException, InterruptedException {
        signal("KILL");
        process.waitFor();
    }

    /** Waits for the end of the process and of its output. */
    public final int awaitExit(Duration atMost) throws InterruptedException {
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still alive after " + atMost + ":\n" + output());
        }
        reader.join(1000);
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
