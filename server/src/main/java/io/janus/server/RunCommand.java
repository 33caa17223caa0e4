package io.janus.server;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.spec.HostPort;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code janus run}: the load balancer itself. */
@Command(name = "run", versionProvider = Versions.class, sortOptions = false, description = {
        "Runs Janus until it is told to stop. This is the default command.", "" }, footer = { "",
                "SIGTERM or SIGINT (Ctrl-C) drains and ends with 0; a second one ends at once with 1.",
                "SIGHUP reads the configuration again; so does saving the file.",
                "SIGUSR1 opens the files of access logs again.", "",
                "Exit codes: 0 stopped as told, 1 refused to start, 2 usage." })
public final class RunCommand implements Callable<Integer> {

    @Option(names = "--config", paramLabel = "FILE", description = "The configuration file. Without it the file that JANUS_CONFIG_FILE names, else ./janus.yaml.")
    @Nullable
    Path config;

    @Option(names = "--admin", paramLabel = "HOST:PORT", converter = HostPortConverter.class, description = "Where health and metrics are served: /q/health and /q/metrics. 127.0.0.1:9090 if nothing else is configured.")
    @Nullable
    HostPort admin;

    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Shows this help.")
    boolean help;

    @Override
    public Integer call() {
        Path file = ConfigFile.choose(config, System.getenv(), Path.of(""));
        return Server.run(file, admin, new Server.Companion() {
        });
    }
}
