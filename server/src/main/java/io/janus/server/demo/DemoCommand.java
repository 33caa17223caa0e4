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
        "Shows Janus at work: three endpoints, a listener and a trickle of traffic in one process.",
        "Prints what to try. Ctrl-C ends it and leaves nothing behind.", "" })
public final class DemoCommand implements Callable<Integer> {

    /** Where people expect them; the next free port serves when one is taken. */
    private static final int LISTENER_PORT = 8080;
    private static final int ADMIN_PORT = 9090;

    private static final List<String> ENDPOINTS = List.of("app-1", "app-2", "app-3");

    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Shows this help.")
    boolean help;

    @Override
    public Integer call() {
        quietUntilServing();
        try {
            List<DemoEndpoint> endpoints = new ArrayList<>();
            for (String name : ENDPOINTS) {
                endpoints.add(new DemoEndpoint(name));
            }
            InetSocketAddress listener = loopback(FreePorts.near(LISTENER_PORT));
            HostPort admin = new HostPort("127.0.0.1", FreePorts.near(ADMIN_PORT));
            DemoSetup setup = DemoSetup.write(listener, endpoints);
            return Server.run(setup.file(), admin, new Demo(setup, endpoints,
                    new DemoText(setup, endpoints, admin, listener.getPort() == LISTENER_PORT, admin.port() == ADMIN_PORT)));
        } catch (IOException e) {
            throw new CommandRefusedException("The demo cannot prepare its endpoints and file: " + e.getMessage());
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
