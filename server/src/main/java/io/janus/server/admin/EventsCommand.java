package io.janus.server.admin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import io.janus.server.ExitCode;
import io.janus.server.Versions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code janus events}: what happened in a running Janus, and what happens now. */
@Command(name = "events", versionProvider = Versions.class, sortOptions = false, description = {
        "Shows what happened in a running Janus: reloads and refusals, endpoints that went down and came back, drains and weights, errors of traffic.",
        "" }, footer = { "",
                "With --follow it ends with 0 on Ctrl-C and when Janus stops. --json then prints an event a line.",
                "Exit codes: 0 done, 1 refused, 2 usage, 3 no running Janus answers, or its connection broke off." })
public final class EventsCommand implements Callable<Integer> {

    /** Janus sends something at least every 15 s: this is three times nothing. */
    private static final Duration SILENCE = Duration.ofSeconds(45);

    @Option(names = "--follow", description = "Goes on with what happens from now on, until Ctrl-C.")
    boolean follow;

    @Option(names = "--since", paramLabel = "ID", description = "Only what came after the event with this number: the second column.")
    @Nullable
    Long since;

    @Mixin
    AdminOptions options = new AdminOptions();

    @Override
    public Integer call() throws InterruptedException {
        AdminClient client = options.client();
        String path = "/events" + (since == null ? "" : "?since=" + since);
        return follow ? follow(client, path) : options.show(client.get(path), answer -> answer.read(EventText::lines));
    }

    private int follow(AdminClient client, String path) throws InterruptedException {
        ByteFeed feed = client.stream(path);
        Follower follower = new Follower(client.address(), options);
        EventParser parser = new EventParser(follower);
        try (Interrupts untilThisEnds = Interrupts.handledBy(feed::stop)) {
            Optional<List<ByteBuffer>> bytes = feed.next(SILENCE);
            while (bytes.isPresent() && !follower.nobodyReads()) {
                if (!parser.feed(bytes.get())) {
                    throw NoJanus.at(client.address(), "its events have no end");
                }
                bytes = feed.next(SILENCE);
            }
            return ExitCode.DONE;
        } catch (TimeoutException e) {
            throw NoJanus.silent(client.address(), SILENCE);
        } catch (IOException e) {
            if (follower.stopping()) {
                return ExitCode.DONE;
            }
            throw NoJanus.gone(client.address());
        }
    }
}
