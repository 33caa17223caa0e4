package io.janus.server.admin;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.spec.HostPort;
import io.janus.server.AdminAddress;
import io.janus.server.ExitCode;
import io.janus.server.HostPortConverter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all commands that ask a running Janus have in common: whom they ask, as whom, and how they print. */
@Command
public final class AdminOptions {

    @Option(names = "--admin", paramLabel = "HOST:PORT", converter = HostPortConverter.class, description = "The admin address of the running Janus; 127.0.0.1:9090 if nothing else is configured.")
    @Nullable
    HostPort admin;

    @Option(names = "--token-file", paramLabel = "FILE", description = "A file with the admin token. Without it the variable "
            + AdminToken.VARIABLE + ", else the file that " + AdminToken.FILE_VARIABLE + " names, else no token.")
    @Nullable
    Path tokenFile;

    @Option(names = "--json", description = "Prints the answer of Janus as it is, for scripts.")
    boolean json;

    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Shows this help.")
    boolean help;

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec = CommandSpec.create();

    /** For the Janus that the options mean. */
    AdminClient client() {
        HostPort address = admin == null ? AdminAddress.configured() : admin;
        return new AdminClient(address, AdminToken.choose(tokenFile, System.getenv()));
    }

    /**
     * Prints an answer.
     *
     * @param lines makes text for people of it. With {@code --json} it is made too, and thrown away: what is no Janus must not
     *        look
     *        like one to a script
     */
    int show(ApiAnswer answer, Function<ApiAnswer, List<String>> lines) {
        List<String> text = lines.apply(answer);
        print(json ? List.of(answer.text()) : text);
        return ExitCode.DONE;
    }

    /** Prints lines, at once. */
    void print(List<String> lines) {
        PrintWriter out = out();
        lines.forEach(out::println);
        out.flush();
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
