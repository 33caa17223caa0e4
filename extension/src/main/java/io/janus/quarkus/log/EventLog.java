package io.janus.quarkus.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.janus.proxy.io.IoLoops.StuckLoop;
import io.janus.proxy.stats.ErrorCode;
import io.janus.proxy.stats.ProxyEvent;

/**
 * Turns a flood of events into a few lines: the first of each code and subject at once, then one line a second that sums up the
 * rest, as long as there is one. Where the client was answered, the status stands in front. Bounded, because there are few
 * codes and only configured subjects. Confined to the control loop.
 */
public final class EventLog {

    private static final Logger LOG = Logger.getLogger("io.janus.proxy.events");

    /** People read a line a second; a policy that fails is reported once a minute, as its contract says. */
    private static final Duration WINDOW = Duration.ofSeconds(1);
    private static final Duration POLICY_WINDOW = Duration.ofMinutes(1);

    /** The culprit is near the top; below lie Netty's own frames. */
    private static final int MOST_FRAMES = 30;

    private final LongSupplier nanoClock;
    private final Lines lines;
    private final Map<Key, Window> windows = new HashMap<>();

    /** Where lines go. */
    @FunctionalInterface
    interface Lines {

        void write(Logger.Level level, String line);
    }

    private record Key(ErrorCode code, boolean answered, String subject) {
    }

    /** What came since the last line of one key. */
    private static final class Window {
        private final long lengthNanos;
        private long beganNanos;
        private long count;
        private @Nullable ProxyEvent last;

        Window(long lengthNanos, long beganNanos) {
            this.lengthNanos = lengthNanos;
            this.beganNanos = beganNanos;
        }
    }

    public EventLog() {
        this(System::nanoTime, LOG::log);
    }

    EventLog(LongSupplier nanoClock, Lines lines) {
        this.nanoClock = nanoClock;
        this.lines = lines;
    }

    /** Takes an event. */
    public void take(ProxyEvent event) {
        Key key = new Key(event.code(), event.answered(), event.subject());
        Window window = windows.get(key);
        if (window == null) {
            windows.put(key, new Window(windowOf(event.code()).toNanos(), nanoClock.getAsLong()));
            write(event.code(), title(key) + from(event, ", ") + detail(event));
        } else {
            window.count++;
            window.last = event;
        }
    }

    /** Takes a loop that does not turn: it is told once each time, with where it is, for the rest is someone's bean. */
    public void stuck(StuckLoop loop) {
        StringBuilder text = new StringBuilder("event loop ").append(loop.name()).append(" has not turned for ")
                .append(LogText.count(loop.stuckMillis())).append(" ms, and none of its connections moves. It is at:");
        loop.stack().stream().limit(MOST_FRAMES).forEach(frame -> text.append("\n    at ").append(frame));
        lines.write(Logger.Level.WARN, text.toString());
    }

    /** Writes the sums that are due. To be called several times a second. */
    public void sumUp() {
        long now = nanoClock.getAsLong();
        windows.entrySet().removeIf(entry -> {
            Window window = entry.getValue();
            return now - window.beganNanos >= window.lengthNanos && !sumUp(entry.getKey(), window, now);
        });
    }

    /** Writes all sums, due or not, for there will be no other time. */
    public void finish() {
        windows.forEach((key, window) -> sumUp(key, window, nanoClock.getAsLong()));
        windows.clear();
    }

    /** Answers whether there was anything to sum up. */
    private boolean sumUp(Key key, Window window, long now) {
        ProxyEvent last = window.last;
        if (last == null) {
            return false;
        }
        write(key.code(), title(key) + ": " + LogText.count(window.count) + " in the last " + unitOf(key.code())
                + from(last, ", last ") + detail(last));
        window.count = 0;
        window.last = null;
        window.beganNanos = now;
        return true;
    }

    private static Duration windowOf(ErrorCode code) {
        return code == ErrorCode.POLICY_FAILURE ? POLICY_WINDOW : WINDOW;
    }

    private static String unitOf(ErrorCode code) {
        return windowOf(code).equals(WINDOW) ? "second" : "minute";
    }

    private static String title(Key key) {
        return (key.answered() ? key.code().status() + " " : "") + key.code().label() + " on " + LogText.line(key.subject());
    }

    private static String from(ProxyEvent event, String before) {
        return event.peer() == null || event.peer().isUnresolved()
                ? ""
                : before + "from " + event.peer().getAddress().getHostAddress();
    }

    private static String detail(ProxyEvent event) {
        return event.detail() == null ? "" : ": " + LogText.line(event.detail());
    }

    private void write(ErrorCode code, String line) {
        lines.write(switch (code) {
            case INTERNAL -> Logger.Level.ERROR;
            case DENIED, NO_ROUTE -> Logger.Level.INFO; // as it is meant to be
            default -> Logger.Level.WARN;
        }, line);
    }
}
