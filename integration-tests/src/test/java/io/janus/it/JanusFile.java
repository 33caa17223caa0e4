package io.janus.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The YAML file of a running application: written whole, then moved into place, as an editor or a ConfigMap does. */
record JanusFile(Path path) {

    /** The listeners, all on free ports: {@code first} with the application's own policy, {@code spread} with round-robin. */
    static String yaml(List<GreetingEndpoint> endpoints) {
        StringBuilder yaml = new StringBuilder("""
                janus:
                  listeners:
                    first: { bind: "127.0.0.1:0", protocol: tcp, backend: first }
                    spread: { bind: "127.0.0.1:0", protocol: tcp, backend: spread }
                  backends:
                    first:
                      balancer: { type: first }
                      endpoints:
                """);
        endpoints.forEach(endpoint -> line(yaml, endpoint));
        yaml.append("""
                    spread:
                      balancer: { type: round-robin }
                      probe: { type: tcp, interval: 200ms, timeout: 2s, healthy-threshold: 1, unhealthy-threshold: 2 }
                      endpoints:
                """);
        endpoints.forEach(endpoint -> line(yaml, endpoint));
        return yaml.toString();
    }

    private static void line(StringBuilder yaml, GreetingEndpoint endpoint) {
        yaml.append("        ").append(endpoint.id()).append(": { address: \"").append(endpoint.address()).append("\" }\n");
    }

    void write(String yaml) throws IOException {
        Path next = Files.createTempFile(path.toAbsolutePath().getParent(), "next", ".yaml");
        Files.writeString(next, yaml);
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
