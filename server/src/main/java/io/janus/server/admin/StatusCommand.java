package io.janus.server.admin;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.janus.server.CommandRefusedException;
import io.janus.server.ExitCode;
import io.janus.server.Table;
import io.janus.server.Versions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code janus status}: asks a running Janus how it is. */
@Command(name = "status", versionProvider = Versions.class, sortOptions = false, description = {
        "Shows the listeners, backends and endpoints of a running Janus, how they are and what they did, and which endpoints were drained or weighted by hand. With --json it prints the answer of /q/health.",
        "" }, footer = { "",
                "Exit codes: 0 Janus answered, 2 usage, 3 no running Janus answers." })
public final class StatusCommand implements Callable<Integer> {

    @Mixin
    AdminOptions options = new AdminOptions();

    @Override
    public Integer call() {
        AdminClient client = options.client();
        String answer = client.health();
        // Parsed even when it is printed as it is: what is no Janus must not look like one to a script.
        StatusReport report = StatusReport.parse(answer, client.address());
        if (options.json) {
            options.print(List.of(Printable.json(answer.strip())));
        } else {
            Optional<Numbers> numbers = client.metrics().map(Numbers::parse);
            options.print(report.lines(numbers, overrides(client)));
        }
        return ExitCode.DONE;
    }

    /** Where the admin API is off there is still a status to show; where it wants a token, it is told what is missing. */
    private Table overrides(AdminClient client) {
        try {
            return client.get("/backends").read(EndpointText::overrides);
        } catch (ApiRefusedException e) {
            if (e.forbidden()) {
                options.err().println(e.getMessage() + "\nWhat was drained or weighted by hand is not shown without.");
            }
            return EndpointText.noOverrides();
        } catch (CommandRefusedException e) {
            return EndpointText.noOverrides();
        }
    }
}
