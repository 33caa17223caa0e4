package io.janus.quarkus.explain;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

import io.janus.balancer.PickRequest;

/** The first attempt of the request that is explained, as a policy sees it: every endpoint is accepted. One thread. */
final class TrialRequest implements PickRequest {

    private final int endpoints;
    private final InetSocketAddress client;
    private final @Nullable ForwardedHead head;
    private final RandomGenerator random;

    /** @param head null where there is no HTTP */
    TrialRequest(int endpoints, InetAddress client, @Nullable ForwardedHead head, RandomGenerator random) {
        this.endpoints = endpoints;
        this.client = new InetSocketAddress(client, 0);
        this.head = head;
        this.random = random;
    }

    @Override
    public boolean accepts(int index) {
        return index >= 0 && index < endpoints;
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
        return head == null ? null : head.header(name);
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
