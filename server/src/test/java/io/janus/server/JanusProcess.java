package io.janus.server;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
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

/** A real Janus process, from the built server: the jar, or the native executable where that was built ({@code -Dnative}). */
public final class JanusProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);

    private final Process process;

    /** Added to by the reading thread. */
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;

    /** Cleared by the test, read by the reading thread. */
    private volatile boolean reading = true;

    private JanusProcess(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "janus-output");
        reader.setDaemon(true);
        reader.start();
    }

    public static JanusProcess start(String... args) throws IOException {
        return start(List.of(), args);
    }

    /** The same, with more options for Java; a native executable has none. */
    public static JanusProcess start(List<String> javaOptions, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        String executable = System.getProperty("native.image.path");
        if (executable == null) {
            command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
            command.addAll(javaOptions);
            command.addAll(List.of("-jar", System.getProperty("janus-jar")));
        } else {
            command.add(executable);
        }
        command.addAll(List.of(args));
        return new JanusProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Never closes the stream: to a process that would be an output that fails, not one that is not read. */
    private void read() {
        BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        try {
            for (String line = out.readLine(); line != null && reading; line = out.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add("[unreadable: " + e + "]");
        }
    }

    /** From now on nobody reads what the process says, and sooner or later its pipe is full. */
    void stopReading() {
        reading = false;
    }

    /** As a reader that has enough and ends, like {@code head}: from now on writing fails. */
    void closeOutput() throws IOException {
        reading = false;
        process.getInputStream().close();
    }

    /** How many bytes it said that nobody read. Only after {@link #stopReading()}. */
    int unread() throws IOException {
        return process.getInputStream().available();
    }

    /** Waits for a line that contains a match, and answers the match's groups. */
    public Matcher awaitLine(String regex) {
        return awaitLine(START, regex);
    }

    /** The same, for a line that takes its time. */
    public Matcher awaitLine(Duration atMost, String regex) {
        Pattern pattern = Pattern.compile(regex);
        await().atMost(atMost).pollInterval(Duration.ofMillis(20))
                .until(() -> find(pattern).isPresent() || !process.isAlive() && !reader.isAlive());
        return find(pattern).orElseThrow(() -> new AssertionError("ended without " + regex + ":\n" + output()));
    }

    private Optional<Matcher> find(Pattern pattern) {
        return lines.stream().map(pattern::matcher).filter(Matcher::find).findFirst();
    }

    /** The port after a text of the output, once it is there. */
    public int awaitPort(String before) {
        return Integer.parseInt(awaitLine(Pattern.quote(before) + "[^ ]*?:(\\d+)").group(1));
    }

    public String output() {
        return String.join("\n", lines);
    }

    /**
     * Whether a process started here can hear a signal: one that is ignored here, as {@code nohup} and background jobs of
     * scripts have it, is inherited as ignored.
     *
     * @param number the signal's number on Linux
     */
    static boolean hears(int number) throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return true;
        }
        String ignored = Files.readAllLines(status).stream().filter(line -> line.startsWith("SigIgn:")).findFirst()
                .orElseThrow();
        return (Long.parseUnsignedLong(ignored.substring("SigIgn:".length()).strip(), 16) >> (number - 1) & 1) == 0;
    }

    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start().waitFor();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** Waits for the end of the process and of its output. */
    public int awaitExit(Duration atMost) throws InterruptedException {
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still alive after " + atMost + ":\n" + output());
        }
        reader.join(10_000);
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
