package io.janus.faults.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

import io.janus.faults.ledger.Ask;
import io.janus.faults.ledger.Entry;

/** Closed-loop load: so many clients, each of which makes its next request when the last has ended. */
public final class Crowd {

    private Crowd() {
    }

    /**
     * Makes so many requests, and answers their entries when all have ended.
     *
     * @param asks what the request of a number, counted from 0, is
     */
    public static List<Entry> send(WireClient client, int clients, int requests, IntFunction<Ask> asks)
            throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<Future<Entry>> sent = new ArrayList<>();
            for (int i = 0; i < requests; i++) {
                Ask ask = asks.apply(i);
                sent.add(threads.submit(() -> client.send(ask)));
            }
            List<Entry> entries = new ArrayList<>();
            for (Future<Entry> one : sent) {
                entries.add(one.get());
            }
            return entries;
        } finally {
            threads.shutdownNow();
        }
    }
}
