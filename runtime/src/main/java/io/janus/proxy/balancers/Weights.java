package io.janus.proxy.balancers;

import java.util.stream.IntStream;

import io.janus.balancer.BackendSnapshot;
import io.janus.balancer.PickRequest;
import io.janus.balancer.Picker;
import io.janus.balancer.Score;

/** The weights of a snapshot's endpoints, by index, and the one exact way to pick by them that costs a look at each. */
final class Weights {

    private static final double ALL_PERCENT = 100;

    private Weights() {
    }

    /** The weights of a snapshot: a new array, positive throughout. */
    static int[] of(BackendSnapshot snapshot) {
        return IntStream.range(0, snapshot.endpoints().size()).map(snapshot::weight).toArray();
    }

    /** An endpoint's part of all weights, in percent: what policies go by that look at nothing else. */
    static Score score(int[] weights, int index, String means) {
        return new Score(ALL_PERCENT * weights[index] / IntStream.of(weights).asLongStream().sum(),
                means + ", by weight alone");
    }

    /**
     * A random accepted endpoint, each with a probability in proportion to its weight. What policies turn to when their quick
     * way met too many endpoints that are not accepted: it asks for each endpoint twice, and never more.
     *
     * @return its index, or {@link Picker#NONE} when none is accepted
     */
    static int pickAccepted(int[] weights, PickRequest request) {
        long accepted = 0;
        for (int i = 0; i < weights.length; i++) {
            if (request.accepts(i)) {
                accepted += weights[i];
            }
        }
        if (accepted == 0) {
            return Picker.NONE;
        }
        long ticket = request.random().nextLong(accepted);
        int last = Picker.NONE;
        for (int i = 0; i < weights.length && ticket >= 0; i++) {
            if (request.accepts(i)) {
                ticket -= weights[i];
                last = i;
            }
        }
        // also where an endpoint filled up between the two looks, so that the ticket is not used up: any accepted one will do
        return last;
    }
}
