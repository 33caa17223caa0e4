package io.janus.quarkus.explain;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.janus.balancer.Balancer;
import io.janus.balancer.Outcome;
import io.janus.balancer.Picker;
import io.janus.balancer.Score;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.RandomAccepted;
import io.janus.quarkus.log.LogText;

/**
 * What a policy does with a request when it is asked many times.
 *
 * @param made how many times it was asked
 * @param picks by the index of an eligible endpoint: how often it was picked
 * @param none how often there was no endpoint for the request
 * @param scores by the same index; null where the policy gives none
 * @param trouble what went wrong with the policy; printable
 */
record Trial(int made, int[] picks, int none, @Nullable Score[] scores, Optional<String> trouble) {

    /** Shares are off by five percent points at the very worst. */
    private static final int MOST_PICKS = 1000;

    /** None was made. */
    static Trial notMade(BackendState backend, String why) {
        return new Trial(0, new int[backend.eligibleCount()], 0, new Score[backend.eligibleCount()], Optional.of(why));
    }

    /** There is no endpoint to be picked, so no policy is asked. */
    static Trial nothingToTry() {
        return new Trial(0, new int[0], 0, new Score[0], Optional.empty());
    }

    /**
     * Asks a balancer that nobody else has, and the published picker for its scores. Takes as long as the policy does, which is
     * a user's code. Nothing that it throws comes out.
     *
     * @param balancer fresh; closed in the end
     * @param longest for how long it is asked again
     */
    static Trial of(BackendState backend, Balancer balancer, TrialRequest request, Duration longest) {
        @Nullable
        Score[] scores = scores(backend, request);
        Tally tally = new Tally(backend.eligibleCount());
        try {
            Picker picker = balancer.update(backend.snapshot());
            if (picker == null) {
                tally.trouble("it made no picker, so endpoints are picked at random");
            }
            long end = System.nanoTime() + longest.toNanos();
            while (tally.made < MOST_PICKS && System.nanoTime() - end < 0) {
                tally.pick(picker, request);
            }
        } catch (Throwable e) { // a policy is a user's code
            tally.trouble("it failed to make a picker, and endpoints are picked at random while it does: " + said(e));
        } finally {
            close(balancer, tally);
        }
        return new Trial(tally.made, tally.picks, tally.none, scores, Optional.ofNullable(tally.trouble));
    }

    private static void close(Balancer balancer, Tally tally) {
        try {
            balancer.close();
        } catch (Throwable e) { // as above
            tally.trouble("it failed to close: " + said(e));
        }
    }

    /** Of the published picker, which has seen the traffic. */
    private static @Nullable Score[] scores(BackendState backend, TrialRequest request) {
        @Nullable
        Score[] scores = new Score[backend.eligibleCount()];
        Picker published = backend.picker();
        try {
            for (int i = 0; published != null && i < scores.length; i++) {
                scores[i] = published.score(i, request);
            }
        } catch (Throwable e) { // as above: no score is what it counts as
            return new Score[backend.eligibleCount()];
        }
        return scores;
    }

    /** What a user's code threw, for one line; even the text of an exception is a user's code. */
    static String said(Throwable thrown) {
        try {
            return LogText.line(thrown.toString());
        } catch (Throwable worse) {
            return LogText.line(thrown.getClass().getName());
        }
    }

    /** Counts, and stands in for the policy as the data plane does. */
    private static final class Tally {

        private final int[] picks;
        private int made;
        private int none;
        private @Nullable String trouble;

        Tally(int endpoints) {
            picks = new int[endpoints];
        }

        void trouble(String what) {
            trouble = trouble == null ? what : trouble;
        }

        void pick(@Nullable Picker picker, TrialRequest request) {
            int index = picker == null ? random(request) : ask(picker, request);
            made++;
            if (index == Picker.NONE) {
                none++;
                return;
            }
            picks[index]++;
            if (picker != null) {
                forget(picker, index);
            }
        }

        private int ask(Picker picker, TrialRequest request) {
            try {
                int index = picker.pick(request);
                if (index == Picker.NONE || request.accepts(index)) {
                    return index;
                }
                trouble("it answered " + index + " of " + picks.length + " endpoints, and was replaced by a random one");
            } catch (Throwable e) { // as above
                trouble("it failed to pick, and was replaced by a random endpoint: " + said(e));
            }
            return random(request);
        }

        private int random(TrialRequest request) {
            return RandomAccepted.pick(picks.length, request);
        }

        /** A policy that counts what runs gets back what it counted; of all outcomes this one says nothing of the endpoint. */
        private void forget(Picker picker, int index) {
            try {
                picker.observe(index, Outcome.CANCELLED, 0);
            } catch (Throwable e) { // as above
                trouble("it failed to observe: " + said(e));
            }
        }
    }
}
