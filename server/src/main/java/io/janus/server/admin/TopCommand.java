package io.janus.server.admin;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;

import io.janus.server.ExitCode;
import io.janus.server.Versions;
import io.janus.server.top.Seen;
import io.janus.server.top.Top;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code janus top}: what a running Janus does, live. */
@Command(name = "top", versionProvider = Versions.class, sortOptions = false, description = {
        "Shows what the listeners, backends and endpoints of a running Janus do, second by second. Keys sort and filter, drain and enable endpoints and set their weight; ? lists them.",
        "" }, footer = { "",
                "Without a terminal it prints the last second as a table, as with --once; --json prints it as JSON.",
                "Exit codes: 0 done, 1 refused, 2 usage, 3 no running Janus answers." })
public final class TopCommand implements Callable<Integer> {

    /** Room for all columns. */
    private static final int TABLE_WIDTH = 100;

    @Option(names = "--once", description = "Prints the last second as a table, and ends.")
    boolean once;

    @Mixin
    AdminOptions options = new AdminOptions();

    @Override
    public Integer call() throws IOException {
        AdminClient client = options.client();
        LiveSource source = new LiveSource(client);
        // Whoever refuses, or is none, must be known of before a terminal is taken over.
        ApiAnswer frame = source.first();
        if (options.json) {
            return options.show(frame, answer -> List.of());
        }
        if (!once && Top.run(source.follow(), new EndpointActions(client))) {
            source.close();
            return ExitCode.DONE;
        }
        Seen seen = source.seen();
        options.print(Top.once(seen, TABLE_WIDTH));
        return ExitCode.DONE;
    }
}
