package io.janus.server.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.impl.ExternalTerminal;
import org.jline.utils.NonBlockingReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.janus.server.top.Line.Style;

/** A terminal that is a pipe, of the kind xterm. */
class TerminalDisplayTest {

    /** A look with this timeout waits for the key of a {@link Lasting}. */
    private static final long FOREVER = Long.MAX_VALUE;

    private final PipedOutputStream keyboard = new PipedOutputStream();
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final ExternalTerminal terminal;

    TerminalDisplayTest() throws IOException {
        terminal = new ExternalTerminal("test", "xterm-256color", new PipedInputStream(keyboard), screen,
                StandardCharsets.UTF_8);
        terminal.setSize(new Size(80, 24));
    }

    @AfterEach
    void close() throws IOException {
        terminal.close();
    }

    private String shown() {
        String text = screen.toString(StandardCharsets.UTF_8);
        screen.reset();
        return text;
    }

    @Test
    void it_is_taken_over_and_given_back_once() throws IOException {
        Display display = TerminalDisplay.open(terminal, null).orElseThrow();
        assertThat(shown()).contains("\u001b[?1049h", "\u001b[?25l");
        assertThat(terminal.getAttributes().getLocalFlag(LocalFlag.ECHO)).isFalse();
        assertThat(terminal.getAttributes().getLocalFlag(LocalFlag.ISIG)).isFalse();

        display.close();
        assertThat(shown()).contains("\u001b[?1049l", "\u001b[?12l\u001b[?25h");
        display.close();
        assertThat(shown()).isEmpty();
    }

    /** One that goes on after it was closed, so that whoever does not leave it alone is seen. */
    private final class Lasting extends ExternalTerminal {

        /** What a look at the keyboard waits for. */
        private final CountDownLatch key = new CountDownLatch(1);
        private final CountDownLatch looking = new CountDownLatch(1);

        Lasting() throws IOException {
            super("test", "xterm-256color", new PipedInputStream(new PipedOutputStream()), screen, StandardCharsets.UTF_8);
        }

        @Override
        public NonBlockingReader reader() {
            return new NonBlockingReader() {

                @Override
                protected int read(long timeout, boolean isPeek) throws IOException {
                    if (timeout == FOREVER) {
                        looking.countDown();
                        try {
                            key.await();
                        } catch (InterruptedException e) {
                            throw new IOException(e);
                        }
                        return 'q';
                    }
                    return NonBlockingReader.READ_EXPIRED;
                }

                @Override
                public int readBuffered(char[] b, int off, int len, long timeout) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public void close() {
                    key.countDown();
                }
            };
        }

        @Override
        protected void doClose() {
            // It goes on.
        }
    }

    @Test
    void once_given_back_it_is_left_alone() throws IOException {
        try (Lasting lasting = new Lasting()) {
            Display display = TerminalDisplay.open(lasting, null).orElseThrow();
            lasting.key.countDown();
            display.close();
            shown();

            display.draw(List.of(Line.of("one")));
            assertThat(shown()).isEmpty();
            assertThat(display.read(FOREVER)).isEqualTo(Display.END);
        }
    }

    @Test
    void it_is_given_back_when_a_look_at_the_keyboard_is_over_and_not_during_it() throws Exception {
        try (Lasting lasting = new Lasting()) {
            Display display = TerminalDisplay.open(lasting, null, Duration.ofHours(1)).orElseThrow();
            CompletableFuture<Integer> look = CompletableFuture.supplyAsync(() -> display.read(FOREVER));
            lasting.looking.await();
            Thread closing = new Thread(display::close);
            closing.start();
            await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
            assertThat(shown()).doesNotContain("\u001b[?1049l");

            lasting.key.countDown();
            closing.join();
            assertThat(shown()).contains("\u001b[?1049l");
            assertThat(look.join()).isEqualTo('q');
        }
    }

    @Test
    void a_look_that_does_not_end_does_not_keep_it() throws Exception {
        try (Lasting lasting = new Lasting()) {
            Display display = TerminalDisplay.open(lasting, null, Duration.ofMillis(1)).orElseThrow();
            CompletableFuture<Integer> look = CompletableFuture.supplyAsync(() -> display.read(FOREVER));
            lasting.looking.await();

            display.close();
            assertThat(shown()).contains("\u001b[?1049l");
            assertThat(look).isNotDone();
            lasting.key.countDown();
            look.join();
        }
    }

    @Test
    void only_lines_that_changed_are_drawn_again() throws IOException {
        try (Display display = TerminalDisplay.open(terminal, null).orElseThrow()) {
            display.draw(List.of(Line.of("one"), Line.of("two", Style.BAD)));
            assertThat(shown()).contains("one", "\u001b[31;1mtwo\u001b[0m");
            display.draw(List.of(Line.of("one"), Line.of("three")));
            assertThat(shown()).doesNotContain("one").contains("three");
            display.draw(List.of(Line.of("one")));
            assertThat(shown()).contains("\u001b[2;1H\u001b[K");
            display.draw(List.of(Line.of("one")));
            assertThat(shown()).isEmpty();
        }
    }

    @Test
    void without_colours_there_are_words_alone() throws IOException {
        try (Display display = TerminalDisplay.open(terminal, "1").orElseThrow()) {
            shown();
            display.draw(List.of(Line.of("two", Style.BAD)));
            assertThat(shown()).contains("two").doesNotContain("[31");
        }
    }

    @Test
    void what_is_typed_is_read_and_silence_is_none() throws IOException {
        try (Display display = TerminalDisplay.open(terminal, null).orElseThrow()) {
            keyboard.write('q');
            keyboard.flush();
            assertThat(display.read(10_000)).isEqualTo('q');
            assertThat(display.read(1)).isEqualTo(Display.NOTHING);
        }
    }

    @Test
    void another_size_is_noticed_and_all_is_drawn_anew() throws IOException {
        try (Display display = TerminalDisplay.open(terminal, null).orElseThrow()) {
            display.draw(List.of(Line.of("one")));
            shown();
            terminal.setSize(new Size(60, 10));
            terminal.raise(Signal.WINCH);
            display.read(1);

            assertThat(display.width()).isEqualTo(60);
            assertThat(display.height()).isEqualTo(10);
            display.draw(List.of(Line.of("one")));
            assertThat(shown()).contains("one");
        }
    }

    @Test
    void a_terminal_that_can_only_print_is_none() throws IOException {
        ExternalTerminal dumb = new ExternalTerminal("test", "dumb", new PipedInputStream(new PipedOutputStream()), screen,
                StandardCharsets.UTF_8);

        assertThat(TerminalDisplay.open(dumb, null)).isEmpty();
    }
}
