package io.janus.server.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import io.janus.proxy.spec.HostPort;

/**
 * The demo's configuration file, in a folder of its own below the temporary one.
 *
 * @param file where it is
 * @param web what its HTTP listener binds
 * @param echo what its TCP listener binds
 */
record DemoSetup(Path file, InetSocketAddress web, InetSocketAddress echo) implements AutoCloseable {

    /** The backend of the HTTP listener. */
    static final String APP = "app";

    /** The backend of the TCP listener. */
    static final String ECHO = "echo";

    /** So that all which follows from an {@linkplain Outage} is over before the next one. */
    private static final String RECOVERY = """
                  retries: { when: [ connect-failure, reset, "503" ] }  # when app-3 is out of order another one is asked
                  ejection: { base: 10s }
                  slow-start: 15s
            """;

    /** Writes the file. */
    static DemoSetup write(InetSocketAddress web, List<? extends DemoEndpoint> apps, InetSocketAddress echo,
            List<? extends DemoEndpoint> echoes) throws IOException {
        Path file = Files.createTempDirectory("janus-demo-").resolve("janus.yaml");
        Files.writeString(file, yaml(web, apps, echo, echoes));
        return new DemoSetup(file, web, echo);
    }

    private static String yaml(InetSocketAddress web, List<? extends DemoEndpoint> apps, InetSocketAddress echo,
            List<? extends DemoEndpoint> echoes) {
        return """
                # The configuration of the running demo. Edit it and save: Janus reloads, connections stay.
                # Try: weight 5 for app-1, 0 for app-2; or another route; or balancer type random; or a key that does not exist.
                janus:
                  shutdown: { accept-window: 0s, drain: 1s }
                  listeners:
                    web:
                      bind: %s
                      protocol: http
                      max-connections: 1000  # few, so that the usual limit of open files is enough
                      routes:                # what matches none of them is answered 404
                        - { name: home, match: { path-exact: / }, backend: app }
                        - { name: shop, match: { path: /shop }, backend: app }
                        - { name: api, match: { path: /api }, backend: app, rewrite: { prefix: / } }
                        - { name: old, match: { path: /old }, redirect: { status: 308, to: "http://%1$s/" } }
                        - { name: private, match: { path: /private }, deny: true }
                    echo:
                      bind: %s
                      protocol: tcp
                      max-connections: 1000
                      backend: echo
                  backends:
                %s
                %s%s
                """.formatted(text(web), text(echo), backend(APP, "http", apps), RECOVERY, backend(ECHO, "tcp", echoes));
    }

    private static String backend(String name, String probe, List<? extends DemoEndpoint> endpoints) {
        return """
                    %s:
                      balancer: { type: round-robin }
                      endpoints:
                %s
                      probe: { type: %s, interval: 1s, timeout: 500ms, healthy-threshold: 1, unhealthy-threshold: 2 }"""
                .formatted(name, endpoints.stream().map(DemoSetup::line).collect(Collectors.joining("\n")), probe);
    }

    private static String line(DemoEndpoint endpoint) {
        return "        %s: { address: \"%s\", weight: 1 }".formatted(endpoint.name(), text(endpoint.address()));
    }

    static String text(InetSocketAddress address) {
        return new HostPort(address.getAddress().getHostAddress(), address.getPort()).toString();
    }

    /** Deletes the file and, if nothing was added to it, its folder. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            try (var others = Files.list(folder)) {
                if (others.findAny().isPresent()) {
                    return;
                }
            }
            Files.delete(folder);
        }
    }
}
