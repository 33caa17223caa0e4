package io.janus.server.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.janus.proxy.spec.HostPort;
import io.janus.server.CommandRefusedException;
import io.janus.server.Server;
import io.janus.server.Versions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code janus demo}: everything at once, without a file, without an endpoint of one's own. */
@Command(name = "demo", versionProvider = Versions.class, sortOptions = false, description = {
        "Shows Janus at work: a listener for HTTP and one for TCP, three endpoints behind each, and",
        "visitors, all in one process. Every minute one endpoint fails for a while, and no visitor notices.",
        "Prints what to try. Ctrl-C ends it and leaves nothing behind.", "" })
public final class DemoCommand implements Callable<Integer> {

    /** Where people expect them; the next free port serves when one is taken. */
    static final int WEB_PORT = 8080;
    static final int ECHO_PORT = 8081;
    static final int ADMIN_PORT = 9090;

    /** How long an answer takes most endpoints, and how long the slow one, so that a p99 is not a p50. */
    private static final int QUICK_MILLIS = 3;
    private static final int SLOW_MILLIS = 25;

    private static final int ENDPOINTS = 3;

    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Shows this help.")
    boolean help;

    @Override
    public Integer call() {
        quietUntilServing();
        try {
            List<DemoEndpoint> apps = List.of(
                    new HttpEndpoint(DemoSetup.APP + "-1", QUICK_MILLIS, () -> false),
                    new HttpEndpoint(DemoSetup.APP + "-2", SLOW_MILLIS, () -> false),
                    new HttpEndpoint(DemoSetup.APP + "-3", QUICK_MILLIS, new Outage(System::nanoTime)::now));
            List<DemoEndpoint> echoes = new ArrayList<>();
            for (int i = 1; i <= ENDPOINTS; i++) {
                echoes.add(new EchoEndpoint(DemoSetup.ECHO + "-" + i));
            }
            InetSocketAddress web = loopback(FreePorts.near(WEB_PORT));
            InetSocketAddress echo = loopback(FreePorts.near(ECHO_PORT, web.getPort()));
            HostPort admin = new HostPort("127.0.0.1", FreePorts.near(ADMIN_PORT));
            DemoSetup setup = DemoSetup.write(web, apps, echo, echoes);
            List<DemoEndpoint> endpoints = new ArrayList<>(apps);
            endpoints.addAll(echoes);
            return Server.run(setup.file(), admin, new Demo(setup, endpoints,
                    new DemoText(setup, apps, echoes, admin, taken(web.getPort(), echo.getPort(), admin.port()))));
        } catch (IOException e) {
            throw new CommandRefusedException("The demo cannot prepare its endpoints and file: " + e.getMessage());
        }
    }

    private static List<String> taken(int web, int echo, int admin) {
        List<String> taken = new ArrayList<>();
        note(taken, web, WEB_PORT);
        note(taken, echo, ECHO_PORT);
        note(taken, admin, ADMIN_PORT);
        return taken;
    }

    private static void note(List<String> taken, int got, int wanted) {
        if (got != wanted) {
            taken.add(Integer.toString(wanted));
        }
    }

    private static InetSocketAddress loopback(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 }), port);
    }

    /** What is said at the start is for operators; the demo says it in its own words. Warnings are shown. */
    private static void quietUntilServing() {
        System.setProperty("quarkus.log.category.\"" + Demo.LOGGED + "\".level", "WARN");
        System.setProperty("quarkus.log.console.format", "  %d{HH:mm:ss}  %s%e%n");
    }
}
