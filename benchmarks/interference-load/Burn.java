import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Takes a share of the processors and does nothing with it: what a proxy suffers from that, it suffers from want of a processor, and not
 * from waiting for its own control plane. Goes on until it is ended.
 */
public final class Burn {

    /** As Storm's. */
    private static final long LONGEST_SECONDS = 120;

    /** Between two looks at the clock of the thread, which is a call to the kernel. */
    private static final long SPIN_NANOS = 20_000;

    private Burn() {
    }

    public static void main(String[] args) throws InterruptedException {
        Map<String, String> known = new HashMap<>();
        for (String name : List.of("processors", "period-millis")) {
            known.put(name, null);
        }
        Options options = new Options(args, known);
        double share = options.decimal("processors");
        long period = TimeUnit.MILLISECONDS.toNanos(options.number("period-millis"));
        // No thread can take more than a processor.
        int threads = (int) Math.ceil(share);
        for (int i = 0; i < threads; i++) {
            long slice = (long) (period * share / threads);
            Thread thread = new Thread(() -> burn(slice, period), "burn-" + i);
            thread.setDaemon(true);
            thread.start();
        }
        System.out.println("READY");
        TimeUnit.SECONDS.sleep(LONGEST_SECONDS);
        System.exit(1);
    }

    /** At the beginning of each period, without a pause, until the thread has had its time: where it must wait for a processor, longer. */
    private static void burn(long slice, long period) {
        var clock = ManagementFactory.getThreadMXBean();
        long had = clock.getCurrentThreadCpuTime();
        long due = System.nanoTime();
        try {
            while (true) {
                had += slice;
                while (clock.getCurrentThreadCpuTime() < had) {
                    long until = System.nanoTime() + SPIN_NANOS;
                    while (System.nanoTime() - until < 0) {
                        Thread.onSpinWait();
                    }
                }
                due += period;
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            }
        } catch (InterruptedException e) {
            return;
        }
    }
}
