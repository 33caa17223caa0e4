package io.janus.server.admin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.janus.server.CommandRefusedException;
import io.janus.server.top.Frame;
import io.janus.server.top.Seen;

/** What is known of a Janus: it is asked for its live frames, and asked again for as long as it does not answer. */
final class LiveSource implements AutoCloseable {

    private static final String LIVE = "/live";

    /** A frame comes each second: this is many times nothing. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    /** A restart takes about as long, and a person does not wait longer. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final AdminClient client;
    private final Duration pause;
    private final Thread reader = new Thread(this::read, "janus-top-live");

    /** Written by the thread that asks first and then by the reader; read by everyone. Null before the first frame. */
    private volatile @Nullable Seen seen;

    /** Set by whoever closes, read by the reader. */
    private volatile boolean closed;

    LiveSource(AdminClient client) {
        this(client, PAUSE);
    }

    /** One with another pause, for tests that cannot wait. */
    LiveSource(AdminClient client, Duration pause) {
        this.client = client;
        this.pause = pause;
        reader.setDaemon(true);
    }

    /**
     * Asks for one frame, and for everything that is no number.
     *
     * @throws CommandRefusedException when Janus refuses, or none answers
     */
    ApiAnswer first() {
        ApiAnswer answer = client.get(LIVE);
        take(answer.read(FrameReader::frame));
        return answer;
    }

    /** Goes on asking, on a thread of its own, until it is closed. After {@link #first}. */
    Supplier<Seen> follow() {
        return () -> {
            // Only when somebody looks: where there is no terminal, nobody does.
            if (reader.getState() == Thread.State.NEW) {
                reader.start();
            }
            return seen();
        };
    }

    /** What is known. After {@link #first}. */
    Seen seen() {
        return Objects.requireNonNull(seen, "nothing was asked yet");
    }

    @Override
    public void close() {
        closed = true;
        reader.interrupt();
    }

    private void read() {
        try {
            while (!closed) {
                trouble(stream());
                Thread.sleep(pause.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes frames as long as they come. Answers why none do any more. */
    private String stream() throws InterruptedException {
        try {
            ByteFeed feed = client.stream(LIVE);
            EventParser parser = new EventParser(
                    data -> take(ApiAnswer.parse(client.address(), "/janus/api" + LIVE, data).read(FrameReader::frame)));
            Optional<List<ByteBuffer>> bytes = feed.next(SILENCE);
            while (bytes.isPresent() && !closed) {
                if (!parser.feed(bytes.get())) {
                    return "its frames have no end";
                }
                bytes = feed.next(SILENCE);
            }
            return "it stopped";
        } catch (TimeoutException e) {
            return "it has said nothing for " + SILENCE.toSeconds() + " s";
        } catch (IOException e) {
            return "its connection broke off";
        } catch (CommandRefusedException e) {
            return String.valueOf(e.getMessage()).lines().findFirst().orElse("it does not answer");
        }
    }

    private void trouble(String why) {
        Seen last = seen();
        String address = client.address().toString();
        seen = new Seen(address, last.frame(), last.details(), Optional.of(why));
    }

    private void take(Frame frame) {
        Seen last = seen;
        boolean known = last != null && last.frame().revision() == frame.revision() && last.trouble().isEmpty();
        Map<String, String> details = last == null ? Map.of() : last.details();
        if (!known) {
            details = client.get("/state").read(FrameReader::details);
        }
        seen = new Seen(client.address().toString(), frame, details, Optional.empty());
    }
}
