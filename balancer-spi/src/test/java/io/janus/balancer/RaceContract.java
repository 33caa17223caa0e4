package io.janus.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;

/** Several event loops pick and observe while the control plane replaces the picker under them. */
public interface RaceContract extends PolicyUnderTest {

    /** More than small machines have cores, so that loops are also suspended in the middle of a pick. */
    int LOOPS = 4;

    /** How often the loops together pick from a membership before the next is published. */
    int PICKS_PER_UPDATE = 500;

    int UPDATES = 200;

    /** Many times what any step takes: only a policy that hangs meets it. */
    int PATIENCE_SECONDS = 30;

    @Test
    default void loops_pick_while_memberships_change() throws Exception {
        TestSnapshot all = TestSnapshot.of(40);
        Balancer balancer = balancer(LOOPS);
        SplittableRandom sizes = new SplittableRandom(1);
        Backend backend = new Backend(new Published(all, balancer.update(all)));
        AtomicBoolean done = new AtomicBoolean();
        CyclicBarrier together = new CyclicBarrier(LOOPS);
        ExecutorService threads = Executors.newFixedThreadPool(LOOPS);
        try {
            List<Future<Integer>> loops = new ArrayList<>();
            for (int i = 0; i < LOOPS; i++) {
                int loop = i;
                loops.add(threads.submit(() -> {
                    together.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                    try {
                        return pickUntil(done, loop, backend);
                    } finally {
                        // first the flag, then the latch: so a loop that fails never leaves the control plane waiting
                        done.set(true);
                        backend.published.release();
                    }
                }));
            }
            for (int i = 0; i < UPDATES && !done.get(); i++) {
                backend.published.awaitPicks();
                TestSnapshot snapshot = all.first(1 + sizes.nextInt(40));
                backend.published = new Published(snapshot, balancer.update(snapshot));
            }
            done.set(true);
            for (Future<Integer> loop : loops) {
                // a loop that saw a bad answer ends early, with the AssertionError as its cause
                assertThat(loop.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isPositive();
            }
        } finally {
            done.set(true);
            threads.shutdownNow();
        }
        balancer.close();
    }

    private static int pickUntil(AtomicBoolean done, int loop, Backend backend) {
        TestPickRequest request = TestPickRequest.seeded(loop).loop(loop);
        int picks = 0;
        do {
            // as a loop does it: one read of what is published, and the index belongs to just that
            Published current = backend.published;
            int endpoints = current.snapshot.size();
            request.acceptAll().client(TestPickRequest.clientAddress(picks)).hashKey(picks);
            if (endpoints > 1) {
                request.refuse(picks % endpoints);
            }
            int picked = current.picker.pick(request);
            if (picked < 0 || picked >= endpoints || !request.accepts(picked)) {
                throw new AssertionError("loop " + loop + " picked " + picked + " of " + endpoints + " endpoints, with "
                        + picks % endpoints + " refused");
            }
            current.snapshot.endpoint(picked).attemptBegan();
            current.picker.observe(picked, Outcome.SUCCESS, picks);
            current.snapshot.endpoint(picked).attemptEnded();
            current.picks.countDown();
            picks++;
        } while (!done.get());
        return picks;
    }

    /** What the control plane and the loops share. */
    final class Backend {

        /** Written by the test's own thread, the control plane here; read by the loops. */
        private volatile Published published;

        Backend(Published first) {
            published = first;
        }
    }

    /** A membership and the picker made for it, published with one reference; it counts the picks still to come. */
    record Published(TestSnapshot snapshot, Picker picker, CountDownLatch picks) {

        Published(TestSnapshot snapshot, Picker picker) {
            this(snapshot, picker, new CountDownLatch(PICKS_PER_UPDATE));
        }

        void release() {
            while (picks.getCount() > 0) {
                picks.countDown();
            }
        }

        void awaitPicks() throws InterruptedException {
            assertThat(picks.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("the loops go on picking").isTrue();
        }
    }
}
