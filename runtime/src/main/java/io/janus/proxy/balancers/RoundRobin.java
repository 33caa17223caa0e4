package io.janus.proxy.balancers;

import io.janus.balancer.BackendSnapshot;
import io.janus.balancer.Balancer;
import io.janus.balancer.BalancerContext;
import io.janus.balancer.PickRequest;
import io.janus.balancer.Picker;
import io.janus.balancer.Score;

/**
 * Smooth weighted round robin: endpoints take turns, each as often as its weight says and as evenly spread as can be.
 *
 * <p>
 * The turns are one {@link SmoothSequence}, and every event loop goes round it on its own: nothing is shared between loops.
 * They start at different offsets, so that several loops do not send their first connections to the same endpoint. The
 * positions outlive a change of membership; otherwise frequent changes would send most of the traffic to the first endpoints.
 */
final class RoundRobin implements Balancer {

    static final String NAME = "round-robin";

    /**
     * The length above which weights are rounded: 1/65,536 is finer than any weight an operator can mean or measure, and the
     * table of 256 KiB is read from front to back, which caches like.
     */
    private static final int PRECISION = 65_536;

    /** So many turns are skipped before every endpoint is looked at: about what looking at each of 32 endpoints costs. */
    private static final int TURNS_TRIED = 32;

    private final LoopPositions positions;
    private final int loops;

    private RoundRobin(int loops, int start) {
        this.loops = loops;
        this.positions = new LoopPositions(loops, start);
    }

    static Balancer create(BalancerContext context) {
        PolicyOptions.of(NAME, context.options());
        return startingAt(0, context.loops());
    }

    /** One whose loops have already taken so many turns, for tests that cannot wait for a position to grow. */
    static Balancer startingAt(int position, int loops) {
        return new RoundRobin(loops, position);
    }

    @Override
    public Picker update(BackendSnapshot snapshot) {
        int[] weights = Weights.of(snapshot);
        int[] sequence = SmoothSequence.of(weights, PRECISION);
        int[] offsets = new int[loops];
        for (int loop = 0; loop < loops; loop++) {
            offsets[loop] = (int) ((long) loop * sequence.length / loops);
        }
        return new Turns(sequence, offsets, positions, weights);
    }

    /** Takes the turns of one membership. */
    private static final class Turns implements Picker {

        private final int[] sequence;

        /** By loop: how far ahead of its position it reads, less than the sequence is long. */
        private final int[] offsets;
        private final LoopPositions positions;
        private final int[] weights;

        Turns(int[] sequence, int[] offsets, LoopPositions positions, int[] weights) {
            this.sequence = sequence;
            this.offsets = offsets;
            this.positions = positions;
            this.weights = weights;
        }

        @Override
        public int pick(PickRequest request) {
            int loop = request.loop();
            int length = sequence.length;
            int position = positions.of(loop);
            if (position >= length) {
                // the sequence of the membership before was longer
                position %= length;
            }
            int offset = offsets[loop];
            int picked = Picker.NONE;
            for (int tries = Math.min(length, TURNS_TRIED); tries > 0 && picked == Picker.NONE; tries--) {
                int turn = position + offset;
                int next = sequence[turn < length ? turn : turn - length];
                position = position + 1 < length ? position + 1 : 0;
                if (request.accepts(next)) {
                    picked = next;
                }
            }
            // a position never leaves the sequence, so there is no counter to overflow
            positions.move(loop, position);
            return picked != Picker.NONE ? picked : Weights.pickAccepted(weights, request);
        }

        @Override
        public Score score(int index, PickRequest request) {
            return Weights.score(weights, index, "percent of the turns");
        }
    }
}
