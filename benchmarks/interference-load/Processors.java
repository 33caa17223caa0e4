import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What processes took of the processors from one moment to another, with all that they started: a proxy that reloads by starting
 * processes is to be charged for those that ended too. Read by a thread of its own, as the load must not wait for files.
 */
final class Processors {

    private final long proxy;
    private final List<Long> beside;
    private final String processor;
    private final double ticksPerSecond;
    private final Thread thread;

    /** Written by the thread, read after it ended. */
    private final long[] user = new long[2];
    private final long[] system = new long[2];
    private final long[] others = new long[2];
    private final long[] idle = new long[2];
    private final long[] readNanos = new long[2];
    private long rssKib;
    private IOException failure;

    Processors(Options options, long fromNanos, long toNanos) throws IOException {
        proxy = options.big("pid");
        beside = Stream.of(options.text("beside").split(",")).filter(p -> !p.isEmpty()).map(Long::valueOf).toList();
        processor = "cpu" + options.number("processor") + " ";
        ticksPerSecond = options.decimal("ticks-per-second");
        // Once for nothing, so that no class is loaded while it counts.
        read(0);
        thread = new Thread(() -> watch(fromNanos, toNanos), "processors");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch(long fromNanos, long toNanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(fromNanos - System.nanoTime());
            read(0);
            TimeUnit.NANOSECONDS.sleep(toNanos - System.nanoTime());
            read(1);
        } catch (IOException e) {
            failure = e;
        } catch (InterruptedException e) {
            failure = new IOException("interrupted", e);
        }
    }

    /** Adds what was taken, in seconds; the resident memory of the proxy too, and how much of the processor of the load was left. */
    void tell(Line sample) throws IOException, InterruptedException {
        thread.join();
        if (failure != null) {
            throw failure;
        }
        sample.with("user_seconds", (user[1] - user[0]) / ticksPerSecond).with("system_seconds", (system[1] - system[0]) / ticksPerSecond)
                .with("beside_seconds", (others[1] - others[0]) / ticksPerSecond).with("rss_kib", rssKib)
                .with("idle_percent", 100 * (idle[1] - idle[0]) / ticksPerSecond / (readNanos[1] - readNanos[0]) * 1e9);
    }

    private void read(int which) throws IOException {
        long[] sum = new long[3];
        for (long pid : tree(proxy)) {
            add(pid, sum);
        }
        long[] sumOfOthers = new long[3];
        for (long pid : beside) {
            add(pid, sumOfOthers);
        }
        user[which] = sum[0];
        system[which] = sum[1];
        rssKib = sum[2];
        others[which] = sumOfOthers[0] + sumOfOthers[1];
        idle[which] = idle();
        readNanos[which] = System.nanoTime();
    }

    /** The fourth and fifth number of a processor in /proc/stat: without work, or waiting for a disk. */
    private long idle() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/stat"))) {
            if (line.startsWith(processor)) {
                String[] ticks = line.split(" +");
                return Long.parseLong(ticks[4]) + Long.parseLong(ticks[5]);
            }
        }
        throw new IOException("there is no " + processor);
    }

    private static long[] tree(long root) {
        return LongStream.concat(LongStream.of(root),
                ProcessHandle.of(root).stream().flatMap(ProcessHandle::descendants).mapToLong(ProcessHandle::pid)).toArray();
    }

    /** Its own time in fields 14 and 15 of proc(5), and that of children it waited for in 16 and 17; field 24 counts pages of 4 KiB. */
    private static void add(long pid, long[] sum) throws IOException {
        try {
            String line = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fromThird = line.substring(line.lastIndexOf(')') + 2).split(" ");
            sum[0] += Long.parseLong(fromThird[11]) + Long.parseLong(fromThird[13]);
            sum[1] += Long.parseLong(fromThird[12]) + Long.parseLong(fromThird[14]);
            sum[2] += Long.parseLong(fromThird[21]) * 4;
        } catch (NoSuchFileException e) {
            // It ended meanwhile, and its parent has its time now or at the next reading.
            return;
        }
    }
}
