package io.janus.server.top;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/** Shows what is known of a Janus until somebody has seen enough. */
public final class Top {

    /** Soon enough for a finger, and ten looks a second cost nothing. */
    private static final long LOOK_MILLIS = 100;

    private final Display display;
    private final Supplier<Seen> latest;
    private final Function<Wish, String> actions;
    private final View view;
    private final KeyDecoder decoder = new KeyDecoder();

    /** What came of the last action, until it is shown. Written by the thread that acts, read by the one that shows. */
    private final AtomicReference<@Nullable String> done = new AtomicReference<>();

    Top(Display display, Supplier<Seen> latest, Function<Wish, String> actions) {
        this(display, latest, actions, new View());
    }

    Top(Display display, Supplier<Seen> latest, Function<Wish, String> actions, View view) {
        this.view = view;
        this.display = display;
        this.latest = latest;
        this.actions = actions;
    }

    /**
     * Takes the terminal over until {@code q}.
     *
     * @param latest what is known; asked ten times a second
     * @param actions does what is wished, and says in a line what came of it; may block
     * @return false when there is no terminal to take over, and nothing was shown
     */
    public static boolean run(Supplier<Seen> latest, Function<Wish, String> actions) throws IOException {
        Optional<Display> display = TerminalDisplay.open();
        if (display.isEmpty()) {
            return false;
        }
        try (Display taken = display.get()) {
            new Top(taken, latest, actions).run();
        }
        return true;
    }

    /** One frame as plain text, for where there is no terminal. */
    public static List<String> once(Seen seen, int width) {
        return Screen.table(seen, Rows.of(seen.frame(), new Sort(Sort.By.NAME, false), ""), width).stream().map(Line::text)
                .map(String::stripTrailing).toList();
    }

    void run() {
        ExecutorService acting = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "janus-top-action");
            thread.setDaemon(true);
            return thread;
        });
        try {
            while (!view.quits()) {
                Seen seen = latest.get();
                List<Row> rows = Rows.of(seen.frame(), view.sort(), view.filter());
                display.draw(Screen.lines(seen, rows, view, display.width(), display.height()));
                view.drawn();
                react(display.read(LOOK_MILLIS), rows, acting);
            }
        } finally {
            acting.shutdownNow();
        }
    }

    private void react(int read, List<Row> rows, ExecutorService acting) {
        Optional<Key> key = read == Display.NOTHING ? decoder.silence()
                : read == Display.END ? Optional.of(Key.of(Key.Kind.INTERRUPT)) : decoder.take((char) read);
        key.flatMap(pressed -> view.press(pressed, rows)).ifPresent(wish -> {
            view.say("…");
            acting.execute(() -> done.set(actions.apply(wish)));
        });
        String result = done.getAndSet(null);
        if (result != null) {
            view.say(result);
        }
    }
}
