package io.janus.faults.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The built server, as it is shipped. */
public final class JanusProcess extends ChildProcess {

    /** A full collection of a small heap. */
    private static final Duration COLLECTION = Duration.ofSeconds(30);

    private final Path file;
    private final Admin admin;

    private JanusProcess(Path file) throws IOException {
        super(List.of("-Xmx256m", "-jar", System.getProperty("janus-jar", ""), "run", "--config", file.toString(), "--admin",
                "127.0.0.1:0"));
        this.file = file;
        this.admin = new Admin(port("metrics on "));
    }

    /** Starts it, and waits until it serves. */
    static JanusProcess start(Path file, String yaml) throws IOException {
        write(file, yaml);
        JanusProcess janus = new JanusProcess(file);
        janus.awaitLine("is ready");
        return janus;
    }

    public int port(String before) {
        return Integer.parseInt(awaitLine(Pattern.quote(before) + "[^ ]*?:(\\d+)").group(1));
    }

    public Admin admin() {
        return admin;
    }

    /** Puts another configuration into the place of the file, whole at every moment, and tells Janus. */
    public void reload(String yaml) throws IOException, InterruptedException {
        write(file, yaml);
        signal("HUP");
    }

    private static void write(Path file, String yaml) throws IOException {
        Path next = file.resolveSibling("next.yaml");
        Files.writeString(next, yaml);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The bytes of its heap that are in use, garbage collected. */
    public long heapBytes() throws IOException, InterruptedException {
        Process collection = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(pid()), "GC.run").redirectErrorStream(true).start();
        if (!collection.waitFor(COLLECTION.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("jcmd does not end");
        }
        return (long) admin.fresh().sum("jvm_memory_used_bytes", "area=\"heap\"");
    }
}
