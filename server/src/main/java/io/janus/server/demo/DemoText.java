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
 * @param setup its configuration file and listeners
 * @param apps the endpoints of its HTTP listener
 * @param echoes the endpoints of its TCP listener
 * @param admin where its health and metrics are
 * @param taken the ports it would have preferred, in words; empty when it has all of them
 */
record DemoText(DemoSetup setup, List<? extends DemoEndpoint> apps, List<? extends DemoEndpoint> echoes, HostPort admin,
        List<String> taken) {

    /** Set by the launcher to how it was called, so that what is printed can be pasted. */
    private static final String LAUNCHER_PROPERTY = "janus-launcher";

    /** Where {@code janus status} looks without being told. */
    private static final HostPort USUAL_ADMIN = new HostPort("127.0.0.1", DemoCommand.ADMIN_PORT);

    List<String> lines() {
        String web = "http://" + DemoSetup.text(setup.web());
        String echo = DemoSetup.text(setup.echo());
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("  @|bold Janus " + Versions.janus() + "|@ balances HTTP and TCP, with visitors on both.");
        lines.add("");
        lines.add("  http        " + DemoSetup.text(setup.web()) + " over " + addresses(apps));
        lines.add("  tcp         " + echo + " over " + addresses(echoes));
        lines.add("  admin       " + admin);
        lines.add("  config      " + setup.file() + "   (edit and save it: Janus reloads)");
        if (!taken.isEmpty()) {
            lines.add("              (of the usual ports " + String.join(" and ", taken) + (taken.size() == 1 ? " is" : " are")
                    + " taken)");
        }
        lines.add("");
        lines.add("  What goes on");
        lines.add("    app-2 is slow, so p99 is not p50. Some visitors ask for what is private (403) or gone (404).");
        lines.add("    app-3 answers 503 for " + Outage.LASTS.toSeconds() + " s of every minute, first "
                + Outage.FIRST.toSeconds() + " s after the start. No visitor notices: Janus asks another");
        lines.add("    endpoint, ejects app-3, its probes find it down and later up, and it gets its share back slowly.");
        lines.add("");
        lines.add("  Try");
        lines.add(tryThis("http://" + admin + "/janus", "in a browser: the dashboard, where all of it shows"));
        lines.add(tryThis("curl -s " + web, "an endpoint answers; the next time it is another"));
        lines.add(tryThis("curl -s " + web + "/api/users", "a route that takes /api away"));
        lines.add(tryThis("curl -si " + web + "/old", "a redirect"));
        lines.add(tryThis("curl -si " + web + "/private", "a denied route: 403"));
        lines.add(tryThis("curl -si " + web + "/nowhere", "no route: 404, and Janus-Error says why"));
        lines.add(tryThis("nc " + echo.replace(":", " "), "TCP: talk to an endpoint"));
        lines.add(tryThis("curl -sN -m 1 telnet://" + echo, "the same without nc, for one second"));
        lines.add(tryThis(launcher() + " status" + (admin.equals(USUAL_ADMIN) ? "" : " --admin " + admin), "what is up"));
        lines.add(tryThis("curl -s http://" + admin + "/q/health", "the same for machines"));
        lines.add(tryThis("curl -s http://" + admin + "/q/metrics | grep ^janus_", "every number"));
        lines.add(tryThis("kill -HUP " + ProcessHandle.current().pid(), "reload by hand"));
        lines.add("");
        lines.add("  Ctrl-C stops it.");
        lines.add("");
        return lines.stream().map(Ansi.AUTO::string).toList();
    }

    /** They all listen on the same interface, so their ports tell them apart. */
    private static String addresses(List<? extends DemoEndpoint> endpoints) {
        return endpoints.stream().map(e -> e.name() + " :" + e.address().getPort()).collect(Collectors.joining(", "));
    }

    private static String tryThis(String command, String what) {
        return "    @|bold %-56s|@ %s".formatted(command, what);
    }

    private static String launcher() {
        return System.getProperty(LAUNCHER_PROPERTY, "janus");
    }
}
