package io.janus.proxy.balancers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The order in which smooth weighted round robin takes its turns, worked out once so that a turn costs one look.
 *
 * <p>
 * The order is nginx's (commit 52327e0627f4, "Upstream: smooth weighted round-robin balancing", 2012): in every turn each
 * endpoint's lag grows by its weight, the one with the largest lag takes the turn and its lag falls by the sum of all weights.
 * 5:1:1 gives {@code a a b a c a a}, where simpler schemes send five in a row. After as many turns as the weights add up to,
 * every lag is 0 again and the order repeats: that is the sequence.
 *
 * <h2>Length</h2>
 * Weights are first divided by their greatest common divisor: endpoints of the same weight have one turn each. Where they
 * still add up to more than the precision asked for, they are scaled down to that sum and rounded, none below one turn. An
 * endpoint's turns are then off by half a turn, or by less than one for the lightest; so the length is at most the precision
 * plus the number of endpoints, and no part of the traffic is off by more than (endpoints + 1) / precision. With a precision
 * of 65,536 that is below 0.02 % for ten endpoints and 1.6 % for a thousand, and a small part of it with weights that people
 * write.
 *
 * <h2>Cost</h2>
 * Endpoints of equal weight take their turns one after the other, so only the first in line of each weight is looked at. As
 * {@code k} different whole weights add up to at least {@code k²/2}, a sequence of 65,536 has at most 361 of them: about 24
 * million steps at the very worst, some tens of milliseconds, and well below one with the weights that people write.
 */
final class SmoothSequence {

    private SmoothSequence() {
    }

    /**
     * The indexes of the weights, in the order of their turns.
     *
     * @param weights all positive
     * @param precision the length above which weights are scaled down, at least 1
     */
    static int[] of(int[] weights, int precision) {
        int[] turns = reduced(scaled(reduced(weights), precision));
        Line[] lines = Line.byTurns(turns);
        int length = Arrays.stream(turns).sum();
        int[] sequence = new int[length];
        for (int turn = 0; turn < length; turn++) {
            Line next = lines[0];
            for (Line line : lines) {
                line.lag += line.turns;
                if (line.lag > next.lag || (line.lag == next.lag && line.first() < next.first())) {
                    next = line;
                }
            }
            sequence[turn] = next.take(length);
        }
        return sequence;
    }

    private static int[] reduced(int[] weights) {
        int divisor = Arrays.stream(weights).reduce(0, SmoothSequence::greatestCommonDivisor);
        return Arrays.stream(weights).map(weight -> weight / divisor).toArray();
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    private static int[] scaled(int[] weights, int precision) {
        long total = Arrays.stream(weights).asLongStream().sum();
        if (total <= precision) {
            return weights;
        }
        return Arrays.stream(weights)
                .map(weight -> Math.max(1, Math.toIntExact((2L * weight * precision + total) / (2 * total))))
                .toArray();
    }

    /**
     * Endpoints of the same weight: they take turns in the order of their indexes, so the first in line has the largest lag.
     */
    private static final class Line {

        private final int turns;
        private final int[] members;
        private int position;
        private long lag;

        private Line(int turns, int[] members) {
            this.turns = turns;
            this.members = members;
        }

        static Line[] byTurns(int[] turns) {
            Map<Integer, List<Integer>> members = new TreeMap<>();
            for (int i = 0; i < turns.length; i++) {
                members.computeIfAbsent(turns[i], unseen -> new ArrayList<>()).add(i);
            }
            return members.entrySet().stream()
                    .map(e -> new Line(e.getKey(), e.getValue().stream().mapToInt(Integer::intValue).toArray()))
                    .toArray(Line[]::new);
        }

        int first() {
            return members[position];
        }

        /** Lets the first in line take a turn; when all had theirs, all have fallen back by the same. */
        int take(int length) {
            int taken = members[position];
            position++;
            if (position == members.length) {
                position = 0;
                lag -= length;
            }
            return taken;
        }
    }
}
