package io.janus.proxy.balancers;

import io.janus.balancer.BackendSnapshot;
import io.janus.balancer.Balancer;
import io.janus.balancer.BalancerContext;
import io.janus.balancer.Endpoint;
import io.janus.balancer.PickRequest;
import io.janus.balancer.Picker;
import io.janus.balancer.Score;

/**
 * The least loaded of a few endpoints drawn at random. Slow endpoints keep their attempts longer, so they get fewer new ones
 * without anyone measuring their speed.
 *
 * <p>
 * Two choices are nearly as good as looking at all, and far better than one (M. Mitzenmacher, "The Power of Two Choices in
 * Randomized Load Balancing", IEEE TPDS 12(10), 2001); they cost two reads of cells that other loops write, instead of one for
 * every endpoint. The load of an endpoint is what is in flight on it for each unit of weight. Endpoints are drawn by weight, as
 * heavy ones could otherwise not get their part when there are many (P. Berenbrink et al., "Balls into non-uniform bins", IPDPS
 * 2010), and so are those with equal loads: while nothing is in flight, each gets its part by weight.
 */
final class LeastRequest implements Balancer {

    static final String NAME = "least-request";

    private static final String CHOICES = "choices";
    private static final int DEFAULT_CHOICES = 2;

    /** More choices read more cells and gain next to nothing: from here on it is nearly a look at all. */
    private static final int MOST_CHOICES = 16;

    /** Up to so many endpoints all are compared: it costs what drawing two does, by measurement, and cannot miss the best. */
    private static final int FEW_ENDPOINTS = 8;

    /** Draws for each choice, before it is given up: some draw what is not accepted or was drawn already. */
    private static final int DRAWS_PER_CHOICE = 4;

    /** Ints in two cache lines, between what two loops write: adjacent lines are fetched in pairs on x86. */
    private static final int PADDING = 32;

    private final int choices;

    /** By loop: room for what one pick draws. Written and read by that loop only. */
    private final int[][] drawn;

    private LeastRequest(int choices, int loops) {
        this.choices = choices;
        this.drawn = new int[loops][choices + PADDING];
    }

    static Balancer create(BalancerContext context) {
        int choices = PolicyOptions.of(NAME, context.options(), CHOICES)
                .wholeNumber(CHOICES, DEFAULT_CHOICES, MOST_CHOICES, DEFAULT_CHOICES);
        return new LeastRequest(choices, context.loops());
    }

    @Override
    public Picker update(BackendSnapshot snapshot) {
        Loads loads = new Loads(snapshot.endpoints().toArray(new Endpoint[0]), Weights.of(snapshot));
        if (loads.endpoints.length <= Math.max(FEW_ENDPOINTS, choices)) {
            return new All(loads);
        }
        return new Choices(loads, choices, drawn);
    }

    /** Compares all. */
    private record All(Loads loads) implements Picker {

        @Override
        public int pick(PickRequest request) {
            return loads.leastOfAll(request);
        }

        @Override
        public Score score(int index, PickRequest request) {
            return loads.score(index);
        }
    }

    /**
     * Compares a few that were drawn by weight, all different. Where drawing does not find enough, because one has nearly all
     * the weight or many are not accepted, others are looked for from a random place on, with a random stride: the next one
     * each time would be found the more often the more that are not accepted lie before it.
     */
    private static final class Choices implements Picker {

        /** So many that no order of the endpoints suits all of them. */
        private static final int STRIDES = 8;

        private final Loads loads;
        private final WeightedDraw draw;
        private final int choices;
        private final int[][] drawnByLoop;

        /** Each visits all endpoints before it comes back to the first. */
        private final int[] strides = new int[STRIDES];

        Choices(Loads loads, int choices, int[][] drawnByLoop) {
            this.loads = loads;
            this.draw = new WeightedDraw(loads.weights);
            this.choices = choices;
            this.drawnByLoop = drawnByLoop;
            int count = loads.endpoints.length;
            for (int i = 0; i < STRIDES; i++) {
                int stride = 1 + (int) ((long) count * (i + 1) / (STRIDES + 1));
                while (greatestCommonDivisor(stride, count) > 1) {
                    stride++;
                }
                strides[i] = stride;
            }
        }

        private static int greatestCommonDivisor(int a, int b) {
            return b == 0 ? a : greatestCommonDivisor(b, a % b);
        }

        @Override
        public int pick(PickRequest request) {
            int[] drawn = drawnByLoop[request.loop()];
            int found = 0;
            for (int draws = choices * DRAWS_PER_CHOICE; draws > 0 && found < choices; draws--) {
                found = take(drawn, found, draw.next(request.random()), request);
            }
            return loads.leastOf(drawn, found < choices ? lookForMore(drawn, found, request) : found);
        }

        @Override
        public Score score(int index, PickRequest request) {
            return loads.score(index);
        }

        private int lookForMore(int[] drawn, int already, PickRequest request) {
            int found = already;
            int count = loads.endpoints.length;
            int stride = strides[request.random().nextInt(STRIDES)];
            int index = request.random().nextInt(count);
            for (int visited = 0; visited < count && found < choices; visited++) {
                found = take(drawn, found, index, request);
                index = (index + stride) % count;
            }
            return found;
        }

        /** Adds one to those drawn, unless it is among them or not accepted; answers how many there are then. */
        private static int take(int[] drawn, int found, int index, PickRequest request) {
            for (int i = 0; i < found; i++) {
                if (drawn[i] == index) {
                    return found;
                }
            }
            if (!request.accepts(index)) {
                return found;
            }
            drawn[found] = index;
            return found + 1;
        }
    }

    /** The endpoints of one membership and how their loads compare. */
    private static final class Loads {

        private final Endpoint[] endpoints;
        private final int[] weights;

        Loads(Endpoint[] endpoints, int[] weights) {
            this.endpoints = endpoints;
            this.weights = weights;
        }

        /** Below, at or above 0 as the one's load is below, at or above the other's: a / v against b / w. */
        int compare(int one, int oneInFlight, int other, int otherInFlight) {
            return Long.compare((long) oneInFlight * weights[other], (long) otherInFlight * weights[one]);
        }

        /** What {@link #compare} goes by. */
        Score score(int index) {
            return new Score((double) endpoints[index].inFlight() * BackendSnapshot.WEIGHT_UNIT / weights[index],
                    "in flight per weight, lower is better");
        }

        /** The least loaded of some, of equals the first, as it was drawn by weight if any was. NONE of none. */
        int leastOf(int[] drawn, int count) {
            int least = Picker.NONE;
            int leastInFlight = 0;
            for (int i = 0; i < count; i++) {
                int inFlight = endpoints[drawn[i]].inFlight();
                if (least == Picker.NONE || compare(drawn[i], inFlight, least, leastInFlight) < 0) {
                    least = drawn[i];
                    leastInFlight = inFlight;
                }
            }
            return least;
        }

        /** The least loaded accepted endpoint, of several one drawn by weight; NONE when none is accepted. */
        int leastOfAll(PickRequest request) {
            int least = Picker.NONE;
            int leastInFlight = 0;
            int equals = 0; // the weight of all that are as little loaded
            for (int i = 0; i < endpoints.length; i++) {
                if (!request.accepts(i)) {
                    continue;
                }
                int inFlight = endpoints[i].inFlight();
                int order = least == Picker.NONE ? -1 : compare(i, inFlight, least, leastInFlight);
                equals = order < 0 ? weights[i] : order == 0 ? equals + weights[i] : equals;
                if (order < 0 || (order == 0 && request.random().nextInt(equals) < weights[i])) {
                    least = i;
                    leastInFlight = inFlight;
                }
            }
            return least;
        }
    }
}
