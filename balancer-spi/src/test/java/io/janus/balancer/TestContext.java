package io.janus.balancer;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A context for tests of policies. Its clock stands still until the test moves it. Safe from every thread. */
public final class TestContext implements BalancerContext {

    private final Map<String, String> options;
    private final int loops;

    /** Written by the test's threads, read by all. In nanoseconds. */
    private final AtomicLong now = new AtomicLong();

    private TestContext(Map<String, String> options, int loops) {
        this.options = Map.copyOf(options);
        this.loops = loops;
    }

    /** One loop, no options. */
    public static TestContext plain() {
        return new TestContext(Map.of(), 1);
    }

    /** A context like this one with other options, and a clock of its own. */
    public TestContext options(Map<String, String> configured) {
        return new TestContext(configured, loops);
    }

    /** A context like this one with so many loops, at least 1, and a clock of its own. */
    public TestContext loops(int count) {
        return new TestContext(options, count);
    }

    /** Moves the clock forward. */
    public void advance(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Override
    public String backend() {
        return "test";
    }

    @Override
    public Map<String, String> options() {
        return options;
    }

    @Override
    public int loops() {
        return loops;
    }

    @Override
    public LongSupplier nanoClock() {
        return now::get;
    }
}
