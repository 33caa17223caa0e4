package io.janus.proxy.attempt;

import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

import io.janus.balancer.Outcome;
import io.janus.balancer.PickRequest;
import io.janus.balancer.Picker;
import io.janus.proxy.io.IoLoop;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.BackendTotals;
import io.janus.proxy.state.RandomAccepted;
import io.janus.proxy.stats.ErrorCode;
import io.janus.proxy.stats.EventRing;
import io.janus.proxy.stats.ProxyEvent;

/**
 * Asks policies on behalf of one loop, and stands in for them when they fail: whatever a policy throws or answers, a request
 * gets an accepted endpoint if there is one. It is itself the {@link PickRequest} that policies see. Confined to its loop.
 */
public final class LoopPicks implements PickRequest {

    /** A policy that fails on every pick tells its story once a second and loop; the counter has them all. */
    private static final long STORY_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** A line of the log, and no more. */
    private static final int STORY_CHARS = 200;

    private final IoLoop loop;
    private final EventRing ring;
    private long nextStoryNanos = Long.MIN_VALUE;

    /** What is being picked for; set only during a pick. */
    private @Nullable BackendState backend;
    private @Nullable Attempt attempt;

    public LoopPicks(IoLoop loop, EventRing ring) {
        this.loop = loop;
        this.ring = ring;
    }

    /** Answers an index into the backend's eligible endpoints, or {@link Picker#NONE}. */
    int pick(BackendState backend, Picker picker, Attempt attempt) {
        this.backend = backend;
        this.attempt = attempt;
        try {
            if (attempt.number() > 1 && !isAnyAccepted(backend)) {
                return Picker.NONE; // a policy that never looks at accepts() would be blamed for nothing
            }
            int index = picker.pick(this);
            if (index == Picker.NONE || isAccepted(index)) {
                return index;
            }
            failed(backend, picker, "it answered " + index + " of " + backend.eligibleCount()
                    + " endpoints, which is out of range or was not accepted");
        } catch (Throwable e) { // a policy is a user's code: nothing it throws may reach a client
            failed(backend, picker, describe(e));
        } finally {
            this.backend = null;
            this.attempt = null;
        }
        return pickAtRandom(backend, attempt);
    }

    private int pickAtRandom(BackendState backend, Attempt attempt) {
        this.backend = backend;
        this.attempt = attempt;
        try {
            return RandomAccepted.pick(backend.eligibleCount(), this);
        } finally {
            this.backend = null;
            this.attempt = null;
        }
    }

    void observe(BackendState backend, Picker picker, int index, Outcome outcome, long latencyNanos) {
        try {
            picker.observe(index, outcome, latencyNanos);
        } catch (Throwable e) { // as above
            failed(backend, picker, describe(e));
        }
    }

    private void failed(BackendState backend, Picker picker, String how) {
        backend.totals().counts().increment(loop.index(), BackendTotals.Count.POLICY_FAILURE);
        if (loop.nowNanos() >= nextStoryNanos) {
            nextStoryNanos = loop.nowNanos() + STORY_NANOS;
            ring.offer(
                    new ProxyEvent(ErrorCode.POLICY_FAILURE, false, backend.name(), null,
                            picker.getClass().getName() + ": " + how));
        }
    }

    /** What a policy threw, in bounds; even the text of a user's exception is a user's code. */
    private static String describe(Throwable e) {
        try {
            String text = e.toString();
            return text.length() <= STORY_CHARS ? text : text.substring(0, STORY_CHARS) + "…";
        } catch (Throwable worse) {
            return e.getClass().getName();
        }
    }

    IoLoop ioLoop() {
        return loop;
    }

    private boolean isAccepted(int index) {
        return backend != null && index >= 0 && index < backend.eligibleCount() && accepts(index);
    }

    private boolean isAnyAccepted(BackendState backend) {
        for (int i = 0; i < backend.eligibleCount(); i++) {
            if (accepts(i)) {
                return true;
            }
        }
        return false;
    }

    private Attempt current() {
        if (attempt == null) {
            throw new IllegalStateException("a PickRequest is valid only during the pick it was handed to");
        }
        return attempt;
    }

    @Override
    public boolean accepts(int index) {
        Attempt picking = current();
        return backend != null && !picking.hasTried(backend.eligible(index));
    }

    @Override
    public int attempt() {
        return current().number();
    }

    @Override
    public boolean hasHashKey() {
        return false;
    }

    @Override
    public long hashKey() {
        return 0;
    }

    @Override
    public InetSocketAddress client() {
        return current().client();
    }

    @Override
    public @Nullable String header(String name) {
        RequestFields fields = current().fields();
        return fields == null ? null : fields.header(name);
    }

    @Override
    public int loop() {
        return loop.index();
    }

    @Override
    public RandomGenerator random() {
        return loop.random();
    }
}
