package io.janus.quarkus.probe;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.janus.proxy.spec.HostPort;
import io.janus.proxy.spec.ProbeSpec;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;

/**
 * Connects on the application's own Vert.x, never on the event loops that carry traffic. A Vert.x client has one connect
 * timeout for all it does, so there is one for each timeout in use: a handful.
 *
 * <p>
 * HTTP probes do not go through Vert.x's HTTP client: it takes any interim answer but 100 and 103 for the final one, and lets
 * probes of one address wait for each other in a pool. The data plane's own scanner of heads gives the verdict that an answer
 * would get in traffic.
 */
final class VertxConnector implements Connector {

    private final Vertx vertx;
    private final Map<Duration, NetClient> byTimeout = new ConcurrentHashMap<>();

    /** Added to by the control loop, taken from by event loops of Vert.x as they end. */
    private final Set<VertxProbe> underWay = ConcurrentHashMap.newKeySet();

    VertxConnector(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public RunningProbe probe(InetSocketAddress address, HostPort written, ProbeSpec spec) {
        VertxProbe probe = new VertxProbe(vertx, spec);
        underWay.add(probe);
        probe.begin(byTimeout.computeIfAbsent(spec.timeout(), this::client), address, written)
                .onComplete(ended -> underWay.remove(probe));
        return probe;
    }

    private NetClient client(Duration timeout) {
        return vertx.createNetClient(new NetClientOptions().setConnectTimeout(millis(timeout)));
    }

    static int millis(Duration timeout) {
        return Math.toIntExact(Math.min(Integer.MAX_VALUE, Math.max(1, timeout.toMillis())));
    }

    /** How many timeouts it has a client for. */
    int clients() {
        return byTimeout.size();
    }

    /** How many probes have not ended. */
    int underWay() {
        return underWay.size();
    }

    @Override
    public void retain(Set<Duration> timeouts) {
        byTimeout.forEach((timeout, client) -> {
            if (!timeouts.contains(timeout) && byTimeout.remove(timeout, client)) {
                client.close();
            }
        });
    }

    @Override
    public void close() {
        underWay.forEach(VertxProbe::abandon);
        byTimeout.values().forEach(NetClient::close);
        byTimeout.clear();
    }
}
