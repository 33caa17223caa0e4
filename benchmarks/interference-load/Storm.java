import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What people and machines do to a control plane, all at once: readers of numbers, streams of events, open dashboards, and reloads; any of
 * them may be none. Goes on until it gets a SIGTERM, and then prints what it did as a line of JSON.
 */
public final class Storm {

    /** As fast as Prometheus is usually told to ask. */
    private static final long SCRAPE_MILLIS = 1_000;

    /** More than one measurement needs: the end if whoever started it forgets it. */
    private static final long LONGEST_SECONDS = 120;

    /** Much longer than anything that answers needs, and less than the ten seconds that a process is given to end. */
    static final int DEADLINE_MILLIS = 8_000;

    private final Counts counts = new Counts();
    private final List<Thread> threads = new ArrayList<>();
    private final long began = System.nanoTime();

    /** What happened: written by all threads, read at the end. */
    static final class Counts {
        final AtomicLong scrapes = new AtomicLong();
        final AtomicLong events = new AtomicLong();
        final AtomicLong reloads = new AtomicLong();
        final AtomicLong failures = new AtomicLong();
        final AtomicLong slowestReloadNanos = new AtomicLong();

        /** Something of it went wrong; the first of it is told. */
        void failed(String what) {
            if (failures.getAndIncrement() == 0) {
                System.err.println(what);
            }
        }
    }

    public static void main(String[] args) throws InterruptedException {
        Map<String, String> known = new HashMap<>();
        // Where numbers are read, what must be among them, the template of a configuration, and the number of the last one of it.
        for (String name : List.of("port", "metrics", "expect", "template", "generation", "scrapers", "streams", "reloads-per-second")) {
            known.put(name, null);
        }
        // Where events are read; none without. And what dashboards read.
        known.put("events", "");
        known.put("live", "");
        known.put("dashboards", "0");
        // A configuration is either posted there, as that type, or written to the file before the process gets the signal.
        known.put("apply", "");
        known.put("type", "");
        known.put("file", "");
        known.put("signal", "");
        known.put("pid", "0");
        Storm storm = new Storm();
        storm.begin(new Options(args, known));
        System.out.println("READY");
        TimeUnit.SECONDS.sleep(LONGEST_SECONDS);
        System.exit(1);
    }

    private void begin(Options options) throws InterruptedException {
        int port = options.number("port");
        int scrapers = options.number("scrapers");
        stream(options.number("streams"), port, options.text("events"));
        stream(options.number("dashboards"), port, options.text("live"));
        for (int i = 0; i < scrapers; i++) {
            long offset = SCRAPE_MILLIS * i / scrapers;
            Scraper scraper = new Scraper(port, options.text("metrics"), options.text("expect"), counts);
            thread(() -> every(SCRAPE_MILLIS, offset, scraper::scrape), "scraper-" + i);
        }
        Reloads reloads = new Reloads(options, counts);
        int reloadsPerSecond = options.number("reloads-per-second");
        if (reloadsPerSecond > 0) {
            thread(() -> every(1_000 / reloadsPerSecond, 0, reloads::reload), "reloads");
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(reloads), "end"));
    }

    private void stream(int readers, int port, String path) throws InterruptedException {
        for (int i = 0; i < readers; i++) {
            EventReader reader = new EventReader(port, path, counts);
            thread(reader::run, path + " " + i);
            reader.awaitOpen();
        }
    }

    private void thread(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** At fixed moments; one that is missed is left out, as whoever asks by the clock does. */
    private void every(long millis, long offsetMillis, Runnable task) {
        long period = TimeUnit.MILLISECONDS.toNanos(millis);
        long due = began + TimeUnit.MILLISECONDS.toNanos(offsetMillis);
        try {
            while (true) {
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                task.run();
                due += period * Math.max(1, (System.nanoTime() - due) / period);
            }
        } catch (InterruptedException e) {
            return;
        }
    }

    /** A reload under way is waited for, so that the last one told is the one in force. */
    private void end(Reloads reloads) {
        long last = reloads.end();
        System.out.println(new Line().with("storm_seconds", (System.nanoTime() - began) / 1e9).with("scrapes", counts.scrapes.get())
                .with("events", counts.events.get()).with("reloads", counts.reloads.get()).with("storm_failures", counts.failures.get())
                .with("slowest_reload_millis", counts.slowestReloadNanos.get() / 1e6).with("generation", last));
    }
}
