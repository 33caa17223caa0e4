package io.janus.proxy.balancers;

import io.janus.balancer.BackendSnapshot;
import io.janus.balancer.Balancer;
import io.janus.balancer.BalancerContext;
import io.janus.balancer.PickRequest;
import io.janus.balancer.Picker;
import io.janus.balancer.Score;

/**
 * Weighted random: every accepted endpoint with a probability in proportion to its weight, whatever was picked before. Needs
 * no state at all, so it is also what many independent balancers in front of the same endpoints do best.
 */
final class RandomByWeight implements Balancer {

    static final String NAME = "random";

    /**
     * So often is drawn before every endpoint is looked at. With half of the endpoints accepted, all draws fail in one pick of
     * 256.
     */
    private static final int DRAWS = 8;

    private RandomByWeight() {
    }

    static Balancer create(BalancerContext context) {
        PolicyOptions.of(NAME, context.options());
        return new RandomByWeight();
    }

    @Override
    public Picker update(BackendSnapshot snapshot) {
        int[] weights = Weights.of(snapshot);
        return new Draws(new WeightedDraw(weights), weights);
    }

    private static final class Draws implements Picker {

        private final WeightedDraw draw;
        private final int[] weights;

        Draws(WeightedDraw draw, int[] weights) {
            this.draw = draw;
            this.weights = weights;
        }

        @Override
        public int pick(PickRequest request) {
            return RandomByWeight.pick(draw, weights, request);
        }

        @Override
        public Score score(int index, PickRequest request) {
            return Weights.score(weights, index, "percent of the draws");
        }
    }

    /** Drawing again what is not accepted changes nothing in the proportions of the others, and neither does the exact way. */
    private static int pick(WeightedDraw draw, int[] weights, PickRequest request) {
        for (int draws = 0; draws < DRAWS; draws++) {
            int drawn = draw.next(request.random());
            if (request.accepts(drawn)) {
                return drawn;
            }
        }
        return Weights.pickAccepted(weights, request);
    }
}
