package io.janus.quarkus.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

/** The budget with a clock and a thread of the test's own. */
class RenderedPagesTest {

    private final List<String> rendered = new ArrayList<>();
    private final Queue<Runnable> thread = new ArrayDeque<>();
    private long nowNanos;
    private final RenderedPages text = new RenderedPages(contentType -> {
        rendered.add(contentType);
        return (contentType + rendered.size()).getBytes(StandardCharsets.UTF_8);
    }, thread::add, () -> nowNanos);

    private CompletableFuture<byte[]> ask(String contentType) {
        return text.of(contentType).toCompletableFuture();
    }

    private void render() {
        Objects.requireNonNull(thread.poll()).run();
    }

    @Test
    void who_comes_during_a_rendering_waits_for_it() {
        CompletableFuture<byte[]> first = ask("plain");
        CompletableFuture<byte[]> second = ask("plain");
        assertThat(first).isNotDone();

        render();

        assertThat(rendered).hasSize(1);
        assertThat(thread).isEmpty();
        assertThat(first.join()).isSameAs(second.join());
    }

    @Test
    void who_comes_within_a_second_gets_the_same_bytes() {
        byte[] first = first();
        nowNanos += Duration.ofMillis(999).toNanos();

        assertThat(ask("plain")).isCompletedWithValue(first);
        assertThat(thread).isEmpty();
    }

    @Test
    void who_comes_after_a_second_gets_new_ones() {
        byte[] first = first();
        nowNanos += Duration.ofSeconds(1).toNanos();

        CompletableFuture<byte[]> second = ask("plain");
        assertThat(second).isNotDone();
        render();

        assertThat(second.join()).isNotEqualTo(first);
    }

    @Test
    void the_second_counts_from_the_end_of_the_rendering() {
        CompletableFuture<byte[]> slow = ask("plain");
        nowNanos += Duration.ofSeconds(5).toNanos();
        render();

        assertThat(ask("plain").join()).isSameAs(slow.join());
    }

    @Test
    void each_content_type_has_a_rendering_of_its_own() {
        byte[] plain = first();
        CompletableFuture<byte[]> other = ask("openmetrics");
        render();

        assertThat(other.join()).isNotEqualTo(plain);
        assertThat(rendered).containsExactly("plain", "openmetrics");
    }

    @Test
    void a_failed_rendering_fails_its_readers_and_not_those_after() {
        List<Boolean> fails = new ArrayList<>(List.of(true));
        RenderedPages failing = new RenderedPages(contentType -> {
            if (!fails.isEmpty()) {
                throw new IllegalStateException(fails.remove(0) + "");
            }
            return new byte[0];
        }, Runnable::run, () -> nowNanos);

        assertThat(failing.of("plain").toCompletableFuture()).isCompletedExceptionally();
        nowNanos += Duration.ofSeconds(1).toNanos();
        assertThat(failing.of("plain").toCompletableFuture()).isCompleted();
    }

    private byte[] first() {
        CompletableFuture<byte[]> first = ask("plain");
        render();
        return first.join();
    }
}
