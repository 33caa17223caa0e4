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
 * @param listener what its listener binds
 */
record DemoSetup(Path file, InetSocketAddress listener) implements AutoCloseable {

    /** The name of its one backend. */
    static final String BACKEND = "app";

    /** Writes the file. */
    static DemoSetup write(InetSocketAddress listener, List<DemoEndpoint> endpoints) throws IOException {
        Path file = Files.createTempDirectory("janus-demo-").resolve("janus.yaml");
        Files.writeString(file, yaml(listener, endpoints));
        return new DemoSetup(file, listener);
    }

    private static String yaml(InetSocketAddress listener, List<DemoEndpoint> endpoints) {
        return """
                # The configuration of the running demo. Edit it and save: Janus reloads, connections stay.
                # Try: weight 5 for app-1, 0 for app-2; or balancer type random; or a key that does not exist.
                janus:
                  shutdown: { accept-window: 0s, drain: 1s }
                  listeners:
                    web:
                      bind: %s
                      protocol: tcp
                      backend: %s
                  backends:
                    %2$s:
                      balancer: { type: round-robin }
                      endpoints:
                %s
                      probe: { type: tcp, interval: 1s, timeout: 500ms, healthy-threshold: 1, unhealthy-threshold: 2 }
                """.formatted(text(listener), BACKEND,
                endpoints.stream().map(DemoSetup::line).collect(Collectors.joining("\n")));
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
