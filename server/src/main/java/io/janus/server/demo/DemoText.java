package io.janus.server.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.janus.proxy.spec.HostPort;
import io.janus.server.Versions;
import picocli.CommandLine.Help.Ansi;

/**
 * What the demo says when it serves: where everything is and what to try.
 *
 * @param setup its configuration file and listener
 * @param endpoints its endpoints
 * @param admin where its health and metrics are
 * @param usualPort whether the listener has the port it prefers
 * @param usualAdmin whether the admin side has the port it prefers
 */
record DemoText(DemoSetup setup, List<DemoEndpoint> endpoints, HostPort admin, boolean usualPort, boolean usualAdmin) {

    /** Set by the launcher to how it was called, so that what is printed can be pasted. */
    private static final String LAUNCHER_PROPERTY = "janus-launcher";

    List<String> lines() {
        String listener = DemoSetup.text(setup.listener());
        String port = Integer.toString(setup.listener().getPort());
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("  @|bold Janus " + Versions.janus() + "|@ balances TCP over three endpoints, with a trickle of traffic.");
        lines.add("");
        lines.add("  listener    " + listener + (usualPort ? "" : "   (the usual 8080 is taken)"));
        lines.add("  endpoints   " + endpoints.stream().map(e -> e.name() + " " + DemoSetup.text(e.address()))
                .collect(Collectors.joining("   ")));
        lines.add("  admin       " + admin + (usualAdmin ? "" : "   (the usual 9090 is taken)"));
        lines.add("  config      " + setup.file() + "   (edit and save it: Janus reloads)");
        lines.add("");
        lines.add("  Try");
        lines.add(tryThis("nc 127.0.0.1 " + port, "talk to an endpoint; the next time it is another"));
        lines.add(tryThis("curl -sN -m 1 telnet://" + listener, "the same without nc, for one second"));
        lines.add(tryThis(launcher() + " status" + (usualAdmin ? "" : " --admin " + admin), "what is up"));
        lines.add(tryThis("curl -s http://" + admin + "/q/health", "the same for machines"));
        lines.add(tryThis("curl -s http://" + admin + "/q/metrics | grep ^janus_", "every number"));
        lines.add(tryThis("kill -HUP " + ProcessHandle.current().pid(), "reload by hand"));
        lines.add("");
        lines.add("  Ctrl-C stops it.");
        lines.add("");
        return lines.stream().map(Ansi.AUTO::string).toList();
    }

    private static String tryThis(String command, String what) {
        return "    @|bold %-56s|@ %s".formatted(command, what);
    }

    private static String launcher() {
        return System.getProperty(LAUNCHER_PROPERTY, "janus");
    }
}
