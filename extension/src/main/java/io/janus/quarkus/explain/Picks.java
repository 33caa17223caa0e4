package io.janus.quarkus.explain;

import java.util.List;
import java.util.Optional;

import io.janus.proxy.state.BackendState;

/**
 * Which endpoint of a backend takes a request.
 *
 * @param backend that was asked
 * @param candidates its endpoints, best first, at most {@value #MOST}
 * @param candidatesMore how many there are beyond these
 * @param trials how often the policy was asked
 * @param none how often it had no endpoint
 * @param alike the ids of others that were picked as often as the first, but for chance; at most {@value #MOST_ALIKE}
 * @param trouble what went wrong with the policy; printable
 */
public record Picks(BackendState backend, List<Candidate> candidates, int candidatesMore, int trials, int none,
        List<String> alike, Optional<String> trouble) {

    /** As many as a page or a terminal can show; who has more looks at shares in the metrics. */
    private static final int MOST = 200;

    /** To see that the first is no better than others; which they are, the candidates tell. */
    private static final int MOST_ALIKE = 10;

    /** Three standard deviations: of a thousand ties three are not seen as such. */
    private static final double DEVIATIONS = 3;

    static Picks of(BackendState backend, Trial trial) {
        List<Candidate> all = Candidate.of(backend, trial);
        List<String> alike = all.isEmpty() || all.get(0).picks() == 0 ? List.of()
                : all.stream().skip(1).filter(other -> other.picks() > 0 && areAlike(all.get(0), other, trial.made()))
                        .limit(MOST_ALIKE).map(other -> other.endpoint().id()).toList();
        return new Picks(backend, all.stream().limit(MOST).toList(), Math.max(0, all.size() - MOST), trial.made(), trial.none(),
                alike, trial.trouble());
    }

    /** The one picked most; empty when none was. */
    public Optional<Candidate> pick() {
        return candidates.stream().findFirst().filter(first -> first.picks() > 0);
    }

    /** Whether two counts differ by no more than they would if both were equally likely: of a multinomial distribution. */
    private static boolean areAlike(Candidate most, Candidate other, int trials) {
        double one = (double) most.picks() / trials;
        double two = (double) other.picks() / trials;
        double difference = one - two;
        return difference <= DEVIATIONS * Math.sqrt((one + two - difference * difference) / trials);
    }
}
