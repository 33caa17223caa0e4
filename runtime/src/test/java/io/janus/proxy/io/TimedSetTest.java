package io.janus.proxy.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

class TimedSetTest {

    private final TimedSet set = new TimedSet();

    @Test
    void what_was_added_is_visited_once() {
        List<Timed> added = add(200);

        assertThat(visited()).containsExactlyInAnyOrderElementsOf(added);
    }

    @Test
    void who_is_visited_may_take_itself_out() {
        List<Timed> added = add(100);
        List<Timed> visited = new ArrayList<>();

        set.forEach(one -> {
            visited.add(one);
            set.remove(one);
        });

        assertThat(visited).containsExactlyInAnyOrderElementsOf(added);
        assertThat(visited()).isEmpty();
    }

    @Test
    void removing_one_that_is_not_in_does_nothing() {
        Timed stranger = new Still();
        List<Timed> added = add(3);
        set.remove(stranger);
        set.remove(added.get(1));
        set.remove(added.get(1));

        assertThat(visited()).containsExactlyInAnyOrder(added.get(0), added.get(2));
    }

    @Test
    void it_stays_a_set_through_thousands_of_random_changes() {
        Random random = new Random(7);
        Set<Timed> expected = new HashSet<>();
        List<Timed> all = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            if (all.isEmpty() || random.nextInt(5) < 3) {
                Timed one = new Still();
                all.add(one);
                set.add(one);
                expected.add(one);
            } else {
                Timed one = all.get(random.nextInt(all.size()));
                set.remove(one);
                expected.remove(one);
            }
        }

        assertThat(visited()).hasSameSizeAs(expected);
        assertThat(new HashSet<>(visited())).isEqualTo(expected);
    }

    private List<Timed> add(int count) {
        List<Timed> added = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Timed one = new Still();
            added.add(one);
            set.add(one);
        }
        return added;
    }

    private List<Timed> visited() {
        List<Timed> visited = new ArrayList<>();
        set.forEach(visited::add);
        return visited;
    }

    private static final class Still extends Timed {
        @Override
        protected void tick(long nowNanos) {
            // not what this is about
        }

        @Override
        protected void failed(Throwable cause) {
            throw new AssertionError(cause);
        }
    }
}
