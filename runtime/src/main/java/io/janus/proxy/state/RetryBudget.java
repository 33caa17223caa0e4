package io.janus.proxy.state;

import io.janus.proxy.spec.RetriesSpec;

/**
 * How many retries a loop may still make for a backend, so that retries do not multiply the load on endpoints that fail for
 * having too much: a token bucket in which each request leaves a part of a token for 10 s, and a few tokens a second come of
 * themselves (the scheme of Finagle's {@code RetryBudget}).
 *
 * <p>
 * Confined to its loop, but for the terms, which the control loop may change at any time. Requests are counted, not tokens:
 * changed terms hold for what was counted before, too.
 */
public final class RetryBudget {

    /** Tokens are kept for so many windows of a second each: 10 s (DESIGN, section 4). */
    private static final int WINDOWS = 10;
    private static final long WINDOW_NANOS = 1_000_000_000;

    /** Tokens are counted in hundredths, since a request leaves so many hundredths as there are percents. */
    private static final long TOKEN = 100;

    /** Longs in two cache lines: each loop writes its own numbers with each request, and must not share a line. */
    private static final int PADDING = 16;

    private static final int REQUESTS = PADDING;
    private static final int WITHDRAWN = REQUESTS + WINDOWS;
    private static final int SUM_OF_REQUESTS = WITHDRAWN + WINDOWS;
    private static final int SUM_OF_WITHDRAWN = SUM_OF_REQUESTS + 1;
    private static final int WINDOW = SUM_OF_WITHDRAWN + 1;
    private static final int WINDOW_START = WINDOW + 1;
    private static final int BEGUN = WINDOW_START + 1;

    /** Read and written by the loop alone. */
    private final long[] cells = new long[BEGUN + 1 + PADDING];

    private final int loops;

    /** Written by the control loop, read by the loop. */
    private volatile Terms terms;

    private record Terms(long percent, long reserve) {
    }

    RetryBudget(RetriesSpec retries, int loops) {
        this.loops = loops;
        this.terms = terms(retries);
    }

    void retries(RetriesSpec retries) {
        terms = terms(retries);
    }

    private Terms terms(RetriesSpec retries) {
        long all = TOKEN * retries.budgetMinPerSecond() * WINDOWS;
        // Where there are more loops than tokens each loop has one: none at all would forbid what the operator allows.
        return new Terms(retries.budgetPercent(), all == 0 ? 0 : Math.max(TOKEN, all / loops));
    }

    /**
     * Takes note of a request; to be called once for each, before its first attempt. On the loop's thread; allocates nothing.
     */
    public void request(long nowNanos) {
        settle(nowNanos);
        cells[REQUESTS + (int) cells[WINDOW]]++;
        cells[SUM_OF_REQUESTS]++;
    }

    /** Takes a token for a retry, if there is one. On the loop's thread; allocates nothing. */
    public boolean withdraw(long nowNanos) {
        settle(nowNanos);
        Terms now = terms;
        long earned = now.percent * cells[SUM_OF_REQUESTS] + now.reserve;
        if (earned < TOKEN * (cells[SUM_OF_WITHDRAWN] + 1)) {
            return false;
        }
        cells[WITHDRAWN + (int) cells[WINDOW]]++;
        cells[SUM_OF_WITHDRAWN]++;
        return true;
    }

    private void settle(long nowNanos) {
        // Unsigned: what is not within the window, be it before or after, is for the slow path.
        if (Long.compareUnsigned(nowNanos - cells[WINDOW_START], WINDOW_NANOS) >= 0 || cells[BEGUN] == 0) {
            advance(nowNanos);
        }
    }

    private void advance(long nowNanos) {
        if (cells[BEGUN] == 0) {
            cells[BEGUN] = 1;
            cells[WINDOW_START] = nowNanos;
            return;
        }
        long elapsed = (nowNanos - cells[WINDOW_START]) / WINDOW_NANOS;
        if (elapsed <= 0) {
            return; // a clock that was read a moment earlier than the one before
        }
        cells[WINDOW_START] += elapsed * WINDOW_NANOS;
        for (long i = Math.min(elapsed, WINDOWS); i > 0; i--) {
            int next = ((int) cells[WINDOW] + 1) % WINDOWS;
            cells[WINDOW] = next;
            cells[SUM_OF_REQUESTS] -= cells[REQUESTS + next];
            cells[SUM_OF_WITHDRAWN] -= cells[WITHDRAWN + next];
            cells[REQUESTS + next] = 0;
            cells[WITHDRAWN + next] = 0;
        }
    }
}
