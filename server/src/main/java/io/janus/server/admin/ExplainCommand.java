package io.janus.server.admin;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import io.janus.server.Versions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code janus explain}: which way a request would take, and why no other. */
@Command(name = "explain", versionProvider = Versions.class, sortOptions = false, description = {
        "Says which route and which endpoint of a running Janus a request would get, which others were considered, and why not those. No request is made.",
        "" }, footer = { "",
                "janus explain web GET http://www.example.com/api/users --client 10.1.2.3",
                "janus explain web POST /login --header 'Host: www.example.com' --header 'X-Beta: 1'",
                "janus explain postgres --client 10.1.2.3",
                "",
                "Exit codes: 0 explained, also where Janus would refuse the request; 1 refused; 2 usage; 3 no running Janus answers." })
public final class ExplainCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "LISTENER", arity = "1", description = "Its name, as in 'janus status'.")
    String listener = "";

    @Parameters(index = "1", paramLabel = "METHOD", arity = "0..1", description = "GET, POST, …; left out, with the URL, of a listener that speaks tcp.")
    @Nullable
    String method;

    @Parameters(index = "2", paramLabel = "URL", arity = "0..1", description = "http://host/path?query, or only the path.")
    @Nullable
    String url;

    @Option(names = "--client", paramLabel = "IP", description = "The address that connects; 127.0.0.1 if nothing is said.")
    @Nullable
    String client;

    @Option(names = "--header", paramLabel = "'NAME: VALUE'", description = "A header of the request; may be given again.")
    List<String> headers = List.of();

    @Mixin
    AdminOptions options = new AdminOptions();

    @Override
    public Integer call() {
        if (method != null && url == null) {
            throw new ParameterException(options.spec.commandLine(), "After METHOD the URL is missing.");
        }
        StringBuilder path = new StringBuilder("/explain?listener=").append(encoded(listener));
        add(path, "method", method);
        add(path, "url", url);
        add(path, "client", client);
        headers.forEach(header -> add(path, "header", header));
        return options.show(options.client().get(path.toString()), answer -> answer.read(ExplainText::lines));
    }

    private static void add(StringBuilder path, String name, @Nullable String value) {
        if (value != null) {
            path.append('&').append(name).append('=').append(encoded(value));
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
