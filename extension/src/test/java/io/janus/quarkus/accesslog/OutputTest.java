package io.janus.quarkus.accesslog;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class OutputTest {

    private final AccessCounts counts = new AccessCounts();
    private final FullDisk disk = new FullDisk();
    private final Output output = new Output(disk, counts);
    private long nowNanos;

    /** A sink that takes so many bytes and no more. */
    private static final class FullDisk implements Sink {

        private final StringBuilder taken = new StringBuilder();
        private int room = Integer.MAX_VALUE;
        private int tries;

        @Override
        public String name() {
            return "full";
        }

        @Override
        public int write(byte[] bytes, int from, int to) throws IOException {
            tries++;
            if (room == 0) {
                throw new IOException("no space left");
            }
            int count = Math.min(room, to - from);
            room -= count;
            taken.append(new String(bytes, from, count, US_ASCII));
            return count;
        }

        @Override
        public void close() {
            taken.append("[closed]");
        }
    }

    private boolean add(String line) {
        LineBuffer buffer = output.next();
        if (buffer == null) {
            return false;
        }
        buffer.octets(line.getBytes(US_ASCII));
        output.added(nowNanos);
        return true;
    }

    @Test
    void lines_are_written_together_when_flushed() {
        add("one\n");
        add("two\n");
        assertThat(disk.tries).isZero();
        output.flush(nowNanos);

        assertThat(disk.taken).hasToString("one\ntwo\n");
        assertThat(disk.tries).isEqualTo(1);
        assertThat(counts.written()).isEqualTo(2);
    }

    @Test
    void a_line_that_was_torn_by_a_full_disk_is_completed_when_there_is_room() {
        disk.room = 6;
        add("one\n");
        add("two\n");
        output.flush(nowNanos);
        assertThat(disk.taken).hasToString("one\ntw");
        assertThat(counts.written()).isZero();
        disk.room = 100;
        nowNanos += TimeUnit.SECONDS.toNanos(1);
        output.flush(nowNanos);

        assertThat(disk.taken).hasToString("one\ntwo\n");
        assertThat(counts.written()).isEqualTo(2);
        assertThat(counts.dropped()).isZero();
    }

    @Test
    void what_fails_is_not_tried_again_before_a_second_has_passed() {
        disk.room = 0;
        add("one\n");
        output.flush(nowNanos);
        int tries = disk.tries;
        nowNanos += TimeUnit.MILLISECONDS.toNanos(999);
        output.flush(nowNanos);

        assertThat(disk.tries).isEqualTo(tries);
    }

    @Test
    void beyond_what_is_kept_lines_are_dropped_and_counted() {
        disk.room = 0;
        String line = "x".repeat(1023) + "\n";
        int kept = 0;
        while (add(line)) {
            kept++;
        }
        assertThat(kept * line.length()).isEqualTo(Output.MOST_BYTES);
        assertThat(add(line)).isFalse();
        assertThat(counts.dropped()).isEqualTo(2);
        disk.room = Integer.MAX_VALUE;
        nowNanos += TimeUnit.SECONDS.toNanos(1);
        output.flush(nowNanos);

        assertThat(disk.taken).hasSize(Output.MOST_BYTES);
        assertThat(counts.written()).isEqualTo(kept);
        assertThat(add(line)).isTrue();
    }

    @Test
    void what_cannot_be_written_at_the_end_is_counted_as_dropped() {
        disk.room = 0;
        add("one\n");
        output.close(nowNanos);

        assertThat(counts.dropped()).isEqualTo(1);
        assertThat(disk.taken).hasToString("[closed]");
    }
}
