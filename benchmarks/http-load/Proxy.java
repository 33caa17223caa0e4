import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What can be seen of the proxy from outside: its memory, its processor time, and Janus's own numbers. */
final class Proxy {

    private final long pid;
    private final int adminPort;

    /**
     * @param adminPort where Janus tells its numbers, or 0 for a proxy that has none
     */
    Proxy(long pid, int adminPort) {
        this.pid = pid;
        this.adminPort = adminPort;
    }

    /** Resident memory in KiB. */
    long rssKib() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        throw new IOException("process " + pid + " ended");
    }

    /** User time and system time in clock ticks, usually of 10 ms: all threads, past ones too. */
    long[] cpuTicks() throws IOException {
        String line = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fromThird = line.substring(line.lastIndexOf(')') + 2).split(" ");
        return new long[] {Long.parseLong(fromThird[11]), Long.parseLong(fromThird[12])};
    }

    /** Bytes of live objects after a full collection. */
    long liveHeap() throws IOException, InterruptedException {
        for (String line : jcmd("GC.class_histogram").split("\n")) {
            if (line.startsWith("Total")) {
                return Long.parseLong(line.trim().split(" +")[2]);
            }
        }
        throw new IOException("process " + pid + " tells nothing about its heap");
    }

    /** Makes a JVM give back the memory that its compiler no longer needs. One that cannot (before 17.0.9) keeps it. */
    void trim() throws IOException, InterruptedException {
        jcmd("System.trim_native_heap");
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder("jcmd", Long.toString(pid), command).redirectErrorStream(true).start();
        String answer = new String(jcmd.getInputStream().readAllBytes());
        jcmd.waitFor(30, TimeUnit.SECONDS);
        return answer;
    }

    /** Samples the memory until the answer is closed; the answer then has the highest in KiB. */
    HighWater watch() {
        return new HighWater();
    }

    final class HighWater implements AutoCloseable {

        private final AtomicLong highest = new AtomicLong();
        private final Thread thread = new Thread(this::sample, "memory");
        private volatile boolean over;

        private HighWater() {
            thread.setDaemon(true);
            thread.start();
        }

        private void sample() {
            try {
                while (!over) {
                    long now = rssKib();
                    highest.accumulateAndGet(now, Math::max);
                    TimeUnit.MILLISECONDS.sleep(50);
                }
            } catch (IOException | InterruptedException e) {
                System.err.println("the memory cannot be read any more: " + e);
            }
        }

        long kib() {
            return highest.get();
        }

        @Override
        public void close() throws InterruptedException {
            over = true;
            thread.join();
        }
    }

    /** Waits until Janus counts no connection and nothing in flight. Does nothing for a proxy without such numbers. */
    void awaitQuiet(Duration patience) throws IOException, InterruptedException {
        if (adminPort == 0) {
            return;
        }
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            String metrics = metrics();
            double connections = sum(metrics, "janus_connections");
            double inFlight = sum(metrics, "janus_in_flight");
            if (connections == 0 && inFlight == 0) {
                return;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("janus_connections is " + connections + " and janus_in_flight " + inFlight + ", " + patience
                        + " after the last client left");
            }
            TimeUnit.MILLISECONDS.sleep(250);
        }
    }

    private String metrics() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort + "/q/metrics"))
                .timeout(Duration.ofSeconds(10)).build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("/q/metrics answers " + answer.statusCode());
        }
        return answer.body();
    }

    private static double sum(String metrics, String name) throws IOException {
        double sum = 0;
        boolean found = false;
        for (String line : metrics.split("\n")) {
            if (line.startsWith(name + "{") || line.startsWith(name + " ")) {
                sum += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
                found = true;
            }
        }
        if (!found) {
            throw new IOException("/q/metrics has no " + name);
        }
        return sum;
    }
}
