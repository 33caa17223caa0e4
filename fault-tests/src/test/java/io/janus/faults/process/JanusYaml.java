package io.janus.faults.process;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The configuration of the Janus under test: two loops, a listener {@code web}, and what a test adds. */
public final class JanusYaml {

    private final List<String> routes = new ArrayList<>();
    private final Map<String, StringBuilder> backends = new LinkedHashMap<>();
    private final List<String> listeners = new ArrayList<>();
    private String shutdown = "accept-window: 0s, drain: 10s";

    /** Where requests go that no route matches. */
    public static final String DEFAULT_BACKEND = "app";

    /** A backend whose endpoints may be ejected. */
    public JanusYaml backend(String name, Collection<EndpointProcess> endpoints, String... settings) {
        return backend(name, PassiveHealth.ON, endpoints, settings);
    }

    /** A backend whose endpoints are asked however often they fail. */
    public JanusYaml patientBackend(String name, Collection<EndpointProcess> endpoints, String... settings) {
        return backend(name, PassiveHealth.OFF, endpoints, settings);
    }

    private JanusYaml backend(String name, PassiveHealth health, Collection<EndpointProcess> endpoints, String... settings) {
        StringBuilder text = new StringBuilder("    " + name + ":\n");
        Stream.concat(health.settings().stream(), Stream.of(settings))
                .forEach(setting -> text.append("      ").append(setting).append('\n'));
        text.append("      endpoints:\n");
        backends.put(name, text);
        endpoints.forEach(endpoint -> endpoint(name, endpoint, 1));
        return this;
    }

    /** One more endpoint of a backend. */
    public JanusYaml endpoint(String backend, EndpointProcess endpoint, int weight) {
        Objects.requireNonNull(backends.get(backend), backend).append("        ").append(endpoint.name())
                .append(": { address: \"")
                .append(endpoint.address()).append("\", weight: ").append(weight).append(" }\n");
        return this;
    }

    public JanusYaml route(String path, String backend) {
        routes.add("        - { match: { path: " + path + " }, backend: " + backend + " }\n");
        return this;
    }

    public JanusYaml tcpListener(String name, String backend) {
        listeners.add("    " + name + ": { bind: \"127.0.0.1:0\", protocol: tcp, backend: " + backend + " }\n");
        return this;
    }

    public JanusYaml shutdown(String settings) {
        shutdown = settings;
        return this;
    }

    public String text() {
        return "janus:\n  io-threads: 2\n  shutdown: { " + shutdown
                + " }\n  listeners:\n    web:\n      bind: \"127.0.0.1:0\"\n"
                + "      protocol: http\n      backend: " + DEFAULT_BACKEND + "\n"
                + (routes.isEmpty() ? "" : "      routes:\n" + String.join("", routes)) + String.join("", listeners)
                + "  backends:\n" + String.join("", backends.values());
    }
}
