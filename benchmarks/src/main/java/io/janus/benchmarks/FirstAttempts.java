package io.janus.benchmarks;

import java.net.InetSocketAddress;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

import io.janus.balancer.PickRequest;

/** What policies are asked with: the first attempts of clients, each as cheap to ask as can be. One thread. */
final class FirstAttempts implements PickRequest {

    private final boolean[] refused;
    private final InetSocketAddress[] clients = Clients.addresses();
    private final SplittableRandom random = new SplittableRandom(1);

    /** Draws clients: a predictor learns an order that is the same each time round, and then knows where hashes lead. */
    private final SplittableRandom order = new SplittableRandom(2);
    private InetSocketAddress client = clients[0];

    /** @param refused by index: whether the endpoint is not accepted */
    FirstAttempts(boolean[] refused) {
        this.refused = refused;
    }

    /** Goes on to another client; a nanosecond or two of what is measured is this. */
    FirstAttempts next() {
        client = clients[order.nextInt(Clients.COUNT)];
        return this;
    }

    @Override
    public boolean accepts(int index) {
        return !refused[index];
    }

    @Override
    public int attempt() {
        return 1;
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
        return client;
    }

    @Override
    public @Nullable String header(String name) {
        return null;
    }

    @Override
    public int loop() {
        return 0;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }
}
