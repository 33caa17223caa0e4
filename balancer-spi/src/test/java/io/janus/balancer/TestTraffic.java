package io.janus.balancer;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Traffic for tests of policies: many clients in turn, over all event loops in turn, with a steady number of attempts running.
 * What was picked is in flight until so many newer ones have been picked; then it ends, as a success after one millisecond.
 * Does what the runtime does around a pick, so a policy that watches load or latency sees real ones. Not for several threads.
 */
public final class TestTraffic {

    private static final long LATENCY_NANOS = 1_000_000;

    private final InetSocketAddress[] clients;
    private final long[] keys;
    private final int concurrency;
    private final int loops;
    private final TestPickRequest request;
    private long sent;

    private TestTraffic(int clients, int concurrency, int loops, TestPickRequest request) {
        this.clients = IntStream.range(0, clients).mapToObj(TestPickRequest::clientAddress).toArray(InetSocketAddress[]::new);
        this.keys = new SplittableRandom(clients).longs(clients).toArray();
        this.concurrency = concurrency;
        this.loops = loops;
        this.request = request;
    }

    /**
     * Traffic of many clients.
     *
     * @param clients how many, each with an address and a hash key of its own
     * @param concurrency how many attempts run at the same time, at least 1
     * @param loops how many event loops take turns, at least 1
     * @param seed for the random numbers that the policy draws
     */
    public static TestTraffic of(int clients, int concurrency, int loops, long seed) {
        return new TestTraffic(clients, concurrency, loops, TestPickRequest.seeded(seed));
    }

    /**
     * Sends attempts and lets all of them end.
     *
     * @param snapshot what the picker was made for
     * @return for each endpoint how often it was picked
     * @throws AssertionError when the picker answers no endpoint of the snapshot
     */
    public int[] send(int attempts, Picker picker, TestSnapshot snapshot) {
        int[] picks = new int[snapshot.size()];
        int[] running = new int[concurrency];
        Arrays.fill(running, Picker.NONE);
        for (int i = 0; i < attempts; i++) {
            int slot = i % concurrency;
            end(running[slot], picker, snapshot);
            int picked = pick(picker, snapshot);
            running[slot] = picked;
            picks[picked]++;
        }
        for (int index : running) {
            end(index, picker, snapshot);
        }
        return picks;
    }

    private int pick(Picker picker, TestSnapshot snapshot) {
        int client = (int) (sent % clients.length);
        request.client(clients[client]).hashKey(keys[client]).loop((int) (sent % loops));
        sent++;
        int picked = picker.pick(request);
        if (picked < 0 || picked >= snapshot.size()) {
            throw new AssertionError("picked " + picked + " of " + snapshot.size() + " endpoints, all accepted");
        }
        snapshot.endpoint(picked).attemptBegan();
        return picked;
    }

    private static void end(int index, Picker picker, TestSnapshot snapshot) {
        if (index != Picker.NONE) {
            snapshot.endpoint(index).attemptEnded();
            picker.observe(index, Outcome.SUCCESS, LATENCY_NANOS);
        }
    }
}
