package io.janus.proxy.state;

import io.janus.balancer.PickRequest;
import io.janus.balancer.Picker;

/** What stands in for a policy that fails: any accepted endpoint, all equally likely. */
public final class RandomAccepted implements Picker {

    private final int endpoints;

    RandomAccepted(int endpoints) {
        this.endpoints = endpoints;
    }

    @Override
    public int pick(PickRequest request) {
        return pick(endpoints, request);
    }

    /** Answers a random accepted index below {@code endpoints}, or {@link Picker#NONE} when none is accepted. */
    public static int pick(int endpoints, PickRequest request) {
        int accepted = 0;
        int picked = NONE;
        for (int i = 0; i < endpoints; i++) {
            if (request.accepts(i) && request.random().nextInt(++accepted) == 0) {
                picked = i;
            }
        }
        return picked;
    }
}
