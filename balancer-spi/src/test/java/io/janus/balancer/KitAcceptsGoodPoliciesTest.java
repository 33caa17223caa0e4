package io.janus.balancer;

import org.junit.jupiter.api.Nested;

/** The kit, run over two policies that keep the rules and are as small as a policy can be. */
class KitAcceptsGoodPoliciesTest {

    /** Prefers endpoints in their order: one lambda, and no claim but to answer. */
    @Nested
    class FirstAccepted extends BalancerContract {

        @Override
        public BalancerFactory factory() {
            return context -> snapshot -> {
                int endpoints = snapshot.endpoints().size();
                return request -> {
                    for (int i = 0; i < endpoints; i++) {
                        if (request.accepts(i)) {
                            return i;
                        }
                    }
                    return Picker.NONE;
                };
            };
        }

        @Override
        public boolean spreads() {
            return false;
        }
    }

    /** Draws until it has the least loaded of all: claims to spread and to watch load. */
    @Nested
    class LeastLoaded extends BalancerContract {

        @Override
        public BalancerFactory factory() {
            return context -> snapshot -> request -> {
                int least = Picker.NONE;
                int ties = 0;
                for (int i = 0; i < snapshot.endpoints().size(); i++) {
                    if (!request.accepts(i)) {
                        continue;
                    }
                    int more = least == Picker.NONE ? -1
                            : Integer.compare(snapshot.endpoints().get(i).inFlight(),
                                    snapshot.endpoints().get(least).inFlight());
                    ties = more < 0 ? 1 : more == 0 ? ties + 1 : ties;
                    if (more < 0 || (more == 0 && request.random().nextInt(ties) == 0)) {
                        least = i;
                    }
                }
                return least;
            };
        }

        @Override
        public boolean loadAware() {
            return true;
        }
    }
}
