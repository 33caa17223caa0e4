package io.janus.server.top;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp.Capability;
import org.jspecify.annotations.Nullable;

/**
 * The terminal that the process was started in, by JLine. It is asked for with the programs {@code stty} and {@code infocmp},
 * as what is native would warn on newer JVMs, and would not be in a native image.
 *
 * <p>
 * A read after the terminal was given back would set it up for reading again, and in two steps: JLine asks how it is, and sets
 * what it was told. So who draws and reads, and who gives back at the end of the process, take turns, and the latter is last.
 */
final class TerminalDisplay implements Display {

    /** For terminals that do not know their size. */
    private static final int USUAL_WIDTH = 80;
    private static final int USUAL_HEIGHT = 24;

    /** More than anybody types while a program starts; should it never end, the rest are keys. */
    private static final int MOST_TYPED = 4096;

    /** Fewer are no colours. */
    private static final int LEAST_COLOURS = 8;

    /**
     * Setting up starts a dozen programs, a look at the keyboard some: longer than they take on a machine that is very busy.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Terminal terminal;
    private final Attributes before;
    private final boolean styled;
    private final Thread atExit = new Thread(this::restore, "janus-top-restore");
    private final Duration patience;

    /** Fair, or who draws and reads in a loop would have it again before the end that waits. */
    private final ReentrantLock turn = new ReentrantLock(true);

    /** Set by the first that gives back, before its turn: nobody draws or reads any more. */
    private volatile boolean ending;
    private final AtomicBoolean givenBack = new AtomicBoolean();

    /** Set by the thread that hears the signal, read by the one that draws. */
    private volatile boolean resized;
    private Size size;

    /** What is shown. */
    private List<String> shown = List.of();

    private TerminalDisplay(Terminal terminal, boolean colours, Duration patience) {
        this.terminal = terminal;
        this.patience = patience;
        this.styled = colours;
        this.before = terminal.getAttributes();
        this.size = terminal.getSize();
    }

    /** Takes the terminal over; empty when there is none, or one that can only print. */
    static Optional<Display> open() throws IOException {
        Terminal terminal;
        try {
            terminal = TerminalBuilder.builder().system(true).provider("exec").dumb(false).build();
        } catch (IOException | IllegalStateException e) {
            return Optional.empty();
        }
        return open(terminal, System.getenv("NO_COLOR"));
    }

    /** @param noColor what the variable of this name says; null where there is none */
    static Optional<Display> open(Terminal terminal, @Nullable String noColor) throws IOException {
        return open(terminal, noColor, PATIENCE);
    }

    /** @param patience how long giving back waits for a look at the keyboard that does not end */
    static Optional<Display> open(Terminal terminal, @Nullable String noColor, Duration patience) throws IOException {
        if (terminal.getStringCapability(Capability.cursor_address) == null) {
            terminal.close();
            return Optional.empty();
        }
        Integer colours = terminal.getNumericCapability(Capability.max_colors);
        boolean wanted = noColor == null || noColor.isEmpty();
        TerminalDisplay display = new TerminalDisplay(terminal, wanted && colours != null && colours >= LEAST_COLOURS,
                patience);
        display.take();
        return Optional.of(display);
    }

    private void take() {
        Runtime.getRuntime().addShutdownHook(atExit);
        terminal.handle(Signal.WINCH, signal -> resized = true);
        turn.lock();
        try {
            if (!ending) {
                setUp();
            }
        } finally {
            turn.unlock();
        }
        forgetTyped();
    }

    private void setUp() {
        terminal.enterRawMode();
        Attributes raw = terminal.getAttributes();
        // Ctrl-C is a key like others, and none may stop us halfway.
        raw.setLocalFlag(LocalFlag.ISIG, false);
        terminal.setAttributes(raw);
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.keypad_xmit);
        terminal.puts(Capability.cursor_invisible);
        terminal.puts(Capability.clear_screen);
        terminal.flush();
    }

    /** What was typed before there was anything to see was not meant for it. */
    private void forgetTyped() {
        int read = 0;
        for (int i = 0; i < MOST_TYPED && read != NOTHING && read != END; i++) {
            read = read(1);
        }
    }

    @Override
    public int width() {
        return size.getColumns() > 0 ? size.getColumns() : USUAL_WIDTH;
    }

    @Override
    public int height() {
        return size.getRows() > 0 ? size.getRows() : USUAL_HEIGHT;
    }

    @Override
    public int read(long millis) {
        turn.lock();
        try {
            if (ending) {
                return END;
            }
            int read = terminal.reader().read(millis);
            if (resized && !ending) {
                resized = false;
                size = terminal.getSize();
                shown = List.of();
                terminal.puts(Capability.clear_screen);
            }
            return read;
        } catch (IOException e) {
            return END;
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void draw(List<Line> lines) {
        turn.lock();
        try {
            if (!ending) {
                show(lines);
            }
        } finally {
            turn.unlock();
        }
    }

    private void show(List<Line> lines) {
        List<String> next = lines.stream().limit(height()).map(line -> styled ? line.styled() : line.text()).toList();
        for (int row = 0; row < Math.max(next.size(), shown.size()); row++) {
            String line = row < next.size() ? next.get(row) : "";
            if (row >= shown.size() || !shown.get(row).equals(line)) {
                terminal.puts(Capability.cursor_address, row, 0);
                // Before the line: after one that fills the width it would take its last character on some terminals.
                terminal.puts(Capability.clr_eol);
                terminal.writer().write(line);
            }
        }
        shown = next;
        terminal.flush();
    }

    @Override
    public void close() {
        restore();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The process ends already, and that thread has run or will find nothing to do.
            return;
        }
    }

    private void restore() {
        ending = true;
        boolean locked = awaitTurn();
        try {
            if (givenBack.compareAndSet(false, true)) {
                giveBack();
            }
        } finally {
            if (locked) {
                turn.unlock();
            }
        }
    }

    /**
     * False where it did not come in time: the end of the process does not wait for a look at the keyboard that does not end.
     */
    private boolean awaitTurn() {
        try {
            return turn.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void giveBack() {
        terminal.puts(Capability.cursor_normal);
        terminal.puts(Capability.keypad_local);
        terminal.puts(Capability.exit_ca_mode);
        terminal.flush();
        terminal.setAttributes(before);
        try {
            terminal.close();
        } catch (IOException e) {
            // It is as it was; what else closing does is of no interest any more.
            return;
        }
    }
}
