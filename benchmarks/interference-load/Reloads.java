import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;

/**
 * Gives a proxy one configuration after another, each different from the one before: by posting it, or by a file and a signal. One thread.
 */
final class Reloads {

    /** What stands in the template for the number of the configuration. */
    private static final String MARK = "GENERATION";

    private final int port;
    private final String template;
    private final String apply;
    private final String type;
    private final String file;
    private final String signal;
    private final String pid;
    private final Storm.Counts counts;

    /** The last one that was taken. Written by the thread of the reloads under this object's lock, and read by the one that ends. */
    private long generation;
    private boolean over;

    Reloads(Options options, Storm.Counts counts) {
        port = options.number("port");
        apply = options.text("apply");
        type = options.text("type");
        file = options.text("file");
        signal = options.text("signal");
        pid = options.text("pid");
        generation = options.big("generation");
        this.counts = counts;
        try {
            // Quoted once, and not in the storm: the load is on the same processor.
            String text = Files.readString(Path.of(options.text("template")));
            template = type.equals("application/json") ? "{\"config\": " + quoted(text) + "}" : text;
        } catch (IOException e) {
            throw new IllegalArgumentException("the template cannot be read", e);
        }
    }

    synchronized void reload() {
        if (over) {
            return;
        }
        long next = generation + 1;
        String text = template.replace(MARK, Long.toString(next));
        long begin = System.nanoTime();
        try {
            if (apply.isEmpty()) {
                signal(text);
            } else {
                post(text);
            }
            generation = next;
            counts.reloads.incrementAndGet();
            counts.slowestReloadNanos.accumulateAndGet(System.nanoTime() - begin, Math::max);
        } catch (IOException e) {
            counts.failed("reload " + next + ": " + e);
        } catch (InterruptedException e) {
            over = true;
        }
    }

    /** No reload follows. Answers the number of the last one. */
    synchronized long end() {
        over = true;
        return generation;
    }

    /** Each on a connection of its own, as a command or a controller would. */
    private void post(String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        try (Client client = new Client(port, Storm.DEADLINE_MILLIS)) {
            client.send(Bytes.of("POST " + apply + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nContent-Type: " + type
                    + "\r\nContent-Length: " + body.length + "\r\n\r\n"));
            client.send(body);
            Client.Answer answer = client.answer("POST");
            if (answer == null || answer.status() != 200) {
                throw new IOException(answer == null ? "no answer" : "status " + answer.status() + ": " + Bytes.text(answer.body()));
            }
        }
    }

    /** Whoever reads the file never sees half of it. When the proxy is done with it, it does not say. */
    private void signal(String text) throws IOException, InterruptedException {
        Path whole = Path.of(file + ".next");
        Files.writeString(whole, text);
        Files.move(whole, Path.of(file), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Process kill = new ProcessBuilder("kill", "-" + signal, pid).inheritIO().start();
        if (!kill.waitFor(Storm.DEADLINE_MILLIS, TimeUnit.MILLISECONDS) || kill.exitValue() != 0) {
            throw new IOException("the proxy cannot be told");
        }
    }

    /** What is written here has no control character but the end of a line. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
