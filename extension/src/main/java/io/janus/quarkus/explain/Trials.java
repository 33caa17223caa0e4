package io.janus.quarkus.explain;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.janus.balancer.Balancer;
import io.janus.proxy.spec.BackendSpec;
import io.janus.proxy.state.BackendState;
import io.janus.quarkus.threads.ControlThreads;

/**
 * Runs trials on threads of their own, so that a policy which never comes back holds up nothing else. Any thread.
 */
final class Trials {

    /** A thousand picks take less than a millisecond; a policy that needs this long would ruin traffic anyway. */
    private static final Duration LONGEST = Duration.ofMillis(200);

    /** Far beyond what a trial takes, and not too long for a person. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /**
     * Of one policy: whoever explains by hand needs one, a policy that never comes back keeps one for ever, and all others have
     * theirs nevertheless.
     */
    private static final int MOST_AT_ONCE = 4;

    private final Function<BackendSpec, CompletableFuture<Balancer>> fresh;
    private final Duration longest;
    private final Duration patience;

    /** By the name of a policy, of which there are few. */
    private final Map<String, Semaphore> rooms = new ConcurrentHashMap<>();
    private final ThreadFactory threads = ControlThreads.named("janus-control-explain");

    /** @param fresh makes the balancer of a backend anew, where and when factories may be called */
    Trials(Function<BackendSpec, CompletableFuture<Balancer>> fresh) {
        this(fresh, LONGEST, PATIENCE);
    }

    /**
     * One with other times, for tests.
     *
     * @param longest for how long a policy is asked again
     * @param patience how long an answer is waited for
     */
    Trials(Function<BackendSpec, CompletableFuture<Balancer>> fresh, Duration longest, Duration patience) {
        this.fresh = fresh;
        this.longest = longest;
        this.patience = patience;
    }

    /** @return never completed exceptionally; at the latest when the patience is over */
    CompletableFuture<Trial> of(BackendState backend, TrialRequest request) {
        Semaphore room = rooms.computeIfAbsent(backend.spec().balancer().type(), policy -> new Semaphore(MOST_AT_ONCE));
        if (!room.tryAcquire()) {
            return CompletableFuture.completedFuture(Trial.notMade(backend, "it was not tried, as " + MOST_AT_ONCE
                    + " other trials of this policy have not ended yet"));
        }
        CompletableFuture<Trial> answer = new CompletableFuture<>();
        AtomicReference<@Nullable Thread> running = new AtomicReference<>();
        fresh.apply(backend.spec()).whenComplete((balancer, failure) -> {
            if (balancer == null) {
                room.release();
                answer.complete(Trial.notMade(backend, "it could not be tried: "
                        + Trial.said(
                                failure == null ? new IllegalStateException("its factory answered no balancer") : failure)));
                return;
            }
            Thread thread = threads.newThread(() -> {
                try {
                    answer.complete(Trial.of(backend, balancer, request, longest));
                } finally {
                    room.release();
                }
            });
            running.set(thread);
            thread.start();
        });
        CompletableFuture<Trial> inTime = answer.copy().completeOnTimeout(
                Trial.notMade(backend, "it did not come back within " + patience.toMillis() + " ms"), patience.toMillis(),
                TimeUnit.MILLISECONDS);
        return inTime.whenComplete((trial, never) -> {
            Thread late = running.get();
            if (late != null && !answer.isDone()) {
                late.interrupt(); // one that waits for something ends with that; one that goes round does not
            }
        });
    }
}
