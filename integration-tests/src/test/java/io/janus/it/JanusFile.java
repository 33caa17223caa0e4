package io.janus.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The YAML file of a running application: written whole, then moved into place, as an editor or a ConfigMap does. */
record JanusFile(Path path) {

    /**
     * The listeners, all on free ports: {@code first} with the application's own policy and {@code spread} with round-robin
     * speak TCP; {@code web} speaks HTTP and has a route for each policy, and some that answer themselves.
     */
    static String yaml(List<GreetingEndpoint> endpoints, List<WebEndpoint> webEndpoints) {
        String tcp = endpoints.stream().map(endpoint -> line(endpoint.id(), endpoint.address())).reduce("", String::concat);
        String web = webEndpoints.stream().map(endpoint -> line(endpoint.id(), endpoint.address())).reduce("", String::concat);
        String probe = "      probe: { type: tcp, interval: 200ms, timeout: 2s, healthy-threshold: 1, unhealthy-threshold: 2 }\n";
        return """
                janus:
                  listeners:
                    first: { bind: "127.0.0.1:0", protocol: tcp, backend: first }
                    spread: { bind: "127.0.0.1:0", protocol: tcp, backend: spread }
                    web:
                      bind: "127.0.0.1:0"
                      protocol: http
                      routes:
                        - { name: first, match: { path: /first }, backend: web-first }
                        - { name: chosen, match: { path: /chosen }, backend: web-chosen }
                        - { name: spread, match: { path: /spread }, backend: web-spread, rewrite: { prefix: /rewritten } }
                        - { name: counted, match: { path: /counted }, backend: web-counted }
                        - { name: counted-once, match: { path-exact: /counted/once }, backend: web-counted }
                        - { name: private, match: { path: /private }, deny: true }
                        - { name: old, match: { path: /old }, redirect: { status: 308, to: "https://www.example.com{path}" } }
                  backends:
                """
                + backend("first", "first", tcp)
                + backend("spread", "round-robin", tcp) + probe
                + backend("web-first", "first", web)
                + backend("web-counted", "first", web)
                + backend("web-chosen", "by-header", web)
                + backend("web-spread", "round-robin", web);
    }

    /** Tests share the backends and count: no endpoint may be out, or start slowly, for what another test did to it. */
    private static String backend(String name, String policy, String endpoints) {
        return "    " + name + ":\n      balancer: { type: " + policy + " }\n"
                + "      ejection: { enabled: false }\n      slow-start: 0s\n      endpoints:\n" + endpoints;
    }

    private static String line(String id, String address) {
        return "        " + id + ": { address: \"" + address + "\" }\n";
    }

    void write(String yaml) throws IOException {
        Path next = Files.createTempFile(path.toAbsolutePath().getParent(), "next", ".yaml");
        Files.writeString(next, yaml);
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
