package io.janus.server;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.spec.HostPort;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code janus status}: asks a running Janus how it is. */
@Command(name = "status", versionProvider = Versions.class, sortOptions = false, description = {
        "Shows the listeners, backends and endpoints of a running Janus, how they are and what they did.", "" }, footer = { "",
                "Exit codes: 0 Janus answered, 2 usage, 3 no running Janus answers." })
public final class StatusCommand implements Callable<Integer> {

    @Option(names = "--admin", paramLabel = "HOST:PORT", converter = HostPortConverter.class, description = "The admin address of the running Janus; 127.0.0.1:9090 if nothing else is configured.")
    @Nullable
    HostPort admin;

    @Option(names = "--json", description = "Prints the answer of /q/health as it is.")
    boolean json;

    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Shows this help.")
    boolean help;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        HostPort address = admin == null ? Configuration.read(null).adminAddress() : admin;
        String answer = AdminClient.health(address);
        // Parsed even when it is printed as it is: what is no Janus must not look like one to a script.
        StatusReport report = StatusReport.parse(answer, address);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(answer.strip());
        } else {
            Optional<Numbers> numbers = AdminClient.metrics(address).map(Numbers::parse);
            report.lines(numbers).forEach(out::println);
        }
        out.flush();
        return ExitCode.DONE;
    }
}
