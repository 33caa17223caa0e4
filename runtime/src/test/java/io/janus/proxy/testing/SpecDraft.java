package io.janus.proxy.testing;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

import io.janus.proxy.spec.AccessLogSpec;
import io.janus.proxy.spec.BackendSpec;
import io.janus.proxy.spec.ListenerSpec;
import io.janus.proxy.spec.ProxySpec;
import io.janus.proxy.spec.TcpSpec;

/** A specification in few words: only what a test is about is said, the rest are defaults. */
public final class SpecDraft {

    /** The product's default. */
    private static final int MAX_CONNECTIONS = 10_000;

    private final Map<String, ListenerSpec> listeners = new LinkedHashMap<>();
    private final Map<String, BackendSpec> backends = new LinkedHashMap<>();

    /** An empty one. */
    public static SpecDraft spec() {
        return new SpecDraft();
    }

    /** Listener {@code web} on a free loopback port leads to backend {@code app}. */
    public static SpecDraft web(UnaryOperator<BackendDraft> app) {
        return spec().backend("app", app).listener("web", "app");
    }

    /** Listener {@code web} on a free loopback port leads to backend {@code app} with endpoints {@code a}, {@code b}, … */
    public static SpecDraft web(InetSocketAddress... endpoints) {
        return web(app -> app.endpoints(endpoints));
    }

    public SpecDraft backend(String name, UnaryOperator<BackendDraft> backend) {
        backends.put(name, backend.apply(new BackendDraft(name)).build());
        return this;
    }

    public SpecDraft listener(String name, String backend) {
        return listener(name, anyPort(), backend);
    }

    public SpecDraft listener(String name, InetSocketAddress bind, String backend) {
        return listener(name, bind, backend, MAX_CONNECTIONS);
    }

    public SpecDraft listener(String name, InetSocketAddress bind, String backend, int maxConnections) {
        listeners.put(name, new ListenerSpec(name, bind, maxConnections, new TcpSpec(backend)));
        return this;
    }

    /** HTTP listener {@code web} on a free loopback port leads to backend {@code app} with endpoints {@code a}, {@code b}, … */
    public static SpecDraft http(InetSocketAddress... endpoints) {
        return http(app -> app.endpoints(endpoints), http -> http.backend("app"));
    }

    /** HTTP listener {@code web} on a free loopback port, and backend {@code app}. */
    public static SpecDraft http(UnaryOperator<BackendDraft> app, UnaryOperator<HttpDraft> http) {
        return spec().backend("app", app).http("web", http);
    }

    public SpecDraft http(String name, UnaryOperator<HttpDraft> http) {
        return http(name, MAX_CONNECTIONS, http);
    }

    public SpecDraft http(String name, int maxConnections, UnaryOperator<HttpDraft> http) {
        listeners.put(name, new ListenerSpec(name, anyPort(), maxConnections, http.apply(new HttpDraft()).build()));
        return this;
    }

    /** Every listener that it has so far gets an access log. */
    public SpecDraft logged() {
        listeners.replaceAll((name, one) -> new ListenerSpec(name, one.bind(), one.maxConnections(), one.protocol(),
                Optional.of(new AccessLogSpec("json", "stdout"))));
        return this;
    }

    /** A free port of the loopback interface. */
    public static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    public ProxySpec build() {
        return new ProxySpec(listeners, backends);
    }
}
