package io.janus.server.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import io.janus.server.top.Wish.Verb;

/** The loop, on a terminal that is a list of keys. */
class TopTest {

    private final Deque<Integer> typed = new ArrayDeque<>();
    private final List<List<String>> drawn = new ArrayList<>();

    private final Display display = new Display() {
        @Override
        public int width() {
            return 80;
        }

        @Override
        public int height() {
            return 24;
        }

        @Override
        public int read(long millis) {
            return typed.isEmpty() ? END : typed.remove();
        }

        @Override
        public void draw(List<Line> lines) {
            drawn.add(lines.stream().map(Line::text).toList());
        }

        @Override
        public void close() {
            drawn.clear();
        }
    };

    private void type(String keys) {
        keys.chars().forEach(typed::add);
    }

    @Test
    void keys_change_what_is_drawn_until_q() {
        type("\u001b[B/db\r");
        typed.add(Display.NOTHING);
        type("q");

        new Top(display, () -> Frames.seen(Frames.usual()), wish -> "").run();

        assertThat(drawn.get(0)).anyMatch(line -> line.startsWith("> web"));
        assertThat(drawn.get(drawn.size() - 1)).noneMatch(line -> line.contains("web")).anyMatch(line -> line.contains("db-1"));
        assertThat(typed).isEmpty();
    }

    @Test
    void the_end_of_the_input_is_the_end() {
        new Top(display, () -> Frames.seen(Frames.usual()), wish -> "").run();

        assertThat(drawn).hasSize(1);
    }

    @Test
    void what_is_pasted_carries_out_nothing() {
        type("jjjdynamic");
        List<Wish> wishes = new CopyOnWriteArrayList<>();

        new Top(display, () -> Frames.seen(Frames.usual()), wish -> {
            wishes.add(wish);
            return "";
        }, new View(() -> 0)).run();

        assertThat(wishes).isEmpty();
        assertThat(drawn.get(drawn.size() - 1).get(23)).startsWith("Drain app/app-4? y or n");
    }

    @Test
    void a_wish_is_carried_out_beside_the_view_and_what_came_of_it_is_shown() throws InterruptedException {
        type("jjjdy");
        AtomicLong nowNanos = new AtomicLong();
        CountDownLatch carriedOut = new CountDownLatch(1);
        List<Wish> wishes = new ArrayList<>();
        Display patient = new Display() {
            @Override
            public int width() {
                return 80;
            }

            @Override
            public int height() {
                return 24;
            }

            @Override
            public int read(long millis) {
                if (!typed.isEmpty()) {
                    return typed.remove();
                }
                boolean shown = drawn.get(drawn.size() - 1).get(23).contains("app/app-4 is drained");
                return shown ? 'q' : NOTHING;
            }

            @Override
            public void draw(List<Line> lines) {
                display.draw(lines);
            }

            @Override
            public void close() {
                display.close();
            }
        };

        new Top(patient, () -> Frames.seen(Frames.usual()), wish -> {
            wishes.add(wish);
            carriedOut.countDown();
            return "app/app-4 is drained";
        }, new View(() -> nowNanos.addAndGet(TimeUnit.SECONDS.toNanos(1)))).run();

        assertThat(carriedOut.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(wishes).containsExactly(new Wish(Verb.DRAIN, "app", "app-4", OptionalInt.empty()));
    }
}
