package io.janus.quarkus.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;

import org.junit.jupiter.api.Test;

import io.janus.quarkus.probe.ProbeCounts.Target;

class ProbeCountsTest {

    private final ProbeCounts counts = new ProbeCounts();
    private final Target one = new Target("app", "app-1");
    private final Target two = new Target("app", "app-2");

    @Test
    void the_counts_of_an_endpoint_that_is_gone_go_on_in_its_backend() {
        counts.count(one, true);
        counts.count(two, true);
        counts.count(two, false);

        counts.retain(Set.of("app"), one::equals);

        assertThat(counts.all()).containsOnlyKeys(one, new Target("app", ProbeCounts.GONE));
        assertThat(counts.all().get(new Target("app", ProbeCounts.GONE)))
                .satisfies(gone -> assertThat(gone.succeeded()).isOne()).satisfies(gone -> assertThat(gone.failed()).isOne());
        assertThat(counts.all().get(one)).satisfies(kept -> assertThat(kept.succeeded()).isOne());
    }

    @Test
    void what_was_folded_once_stays_when_more_is_folded() {
        counts.count(one, false);
        counts.retain(Set.of("app"), target -> false);
        counts.count(two, false);
        counts.retain(Set.of("app"), target -> false);

        assertThat(counts.all().get(new Target("app", ProbeCounts.GONE)))
                .satisfies(gone -> assertThat(gone.failed()).isEqualTo(2));
    }

    @Test
    void nothing_is_left_of_a_backend_that_is_gone() {
        counts.count(one, true);
        counts.retain(Set.of("app"), target -> false);

        counts.retain(Set.of("other"), target -> true);

        assertThat(counts.all()).isEmpty();
    }
}
