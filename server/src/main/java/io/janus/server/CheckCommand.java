package io.janus.server;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.janus.proxy.spec.BackendSpec;
import io.janus.proxy.spec.HostPort;
import io.janus.proxy.spec.HttpSpec;
import io.janus.proxy.spec.ProbeSpec;
import io.janus.proxy.spec.ProtocolSpec;
import io.janus.proxy.spec.ProxySpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code janus check}: says what {@code run} would make of a file, and starts nothing. */
@Command(name = "check", versionProvider = Versions.class, sortOptions = false, description = {
        "Checks a configuration file as 'run' does, with the environment, and shows what it means. Starts nothing.",
        "" }, footer = { "", "Exit codes: 0 the file is good, 1 it is not, 2 usage." })
public final class CheckCommand implements Callable<Integer> {

    /** More would make lines that no terminal holds; the table below has them all. */
    private static final int MOST_BACKENDS = 5;

    @Parameters(paramLabel = "FILE", arity = "1", description = "The configuration file.")
    Path file = Path.of("");

    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Shows this help.")
    boolean help;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Configuration configuration = Configuration.read(file);
        ProxySpec wanted = configuration.spec();
        // Refuses what run would refuse.
        configuration.adminAddress();
        PrintWriter out = spec.commandLine().getOut();
        out.println(file + " is good.");
        out.println();
        listeners(wanted).lines().forEach(out::println);
        out.println();
        backends(wanted).lines().forEach(out::println);
        out.flush();
        return ExitCode.DONE;
    }

    private static Table listeners(ProxySpec wanted) {
        Table table = new Table("LISTENER", "BIND", "PROTOCOL", "ROUTES", "BACKENDS");
        wanted.listeners().values().forEach(listener -> table.row(listener.name(),
                new HostPort(listener.bind().getAddress().getHostAddress(), listener.bind().getPort()).toString(),
                protocol(listener.protocol()), routes(listener.protocol()), backends(listener.protocol())));
        return table;
    }

    private static String protocol(ProtocolSpec protocol) {
        return protocol instanceof HttpSpec ? "http" : "tcp";
    }

    private static String routes(ProtocolSpec protocol) {
        return protocol instanceof HttpSpec http ? Integer.toString(http.routes().size()) : "-";
    }

    /** The default first: it is where everything goes that the routes leave over. */
    private static String backends(ProtocolSpec protocol) {
        List<String> names = List.copyOf(protocol.backends());
        int more = names.size() - MOST_BACKENDS;
        return names.isEmpty() ? "none"
                : String.join(", ", names.subList(0, Math.min(MOST_BACKENDS, names.size())))
                        + (more <= 0 ? "" : " and " + more + " more");
    }

    private static Table backends(ProxySpec wanted) {
        Table table = new Table("BACKEND", "BALANCER", "PROBE", "ENDPOINT", "ADDRESS", "WEIGHT");
        wanted.backends().values().forEach(backend -> addBackend(table, backend));
        return table;
    }

    /** The backend's own columns only in its first row: the rest of its rows belong to it at a glance. */
    private static void addBackend(Table table, BackendSpec backend) {
        Optional<BackendSpec> first = Optional.of(backend);
        for (var endpoint : backend.endpoints().values()) {
            table.row(first.map(BackendSpec::name).orElse(""),
                    first.map(b -> b.balancer().type()).orElse(""),
                    first.map(b -> b.probe().map(CheckCommand::text).orElse("none")).orElse(""),
                    endpoint.id(), endpoint.address().toString(), Integer.toString(endpoint.weight()));
            first = Optional.empty();
        }
    }

    private static String text(ProbeSpec probe) {
        return (probe.kind() instanceof ProbeSpec.Http ? "http" : "tcp") + " every " + text(probe.interval());
    }

    /** As it is written in a configuration file: {@code 1m30s}. */
    private static String text(Duration duration) {
        return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }
}
