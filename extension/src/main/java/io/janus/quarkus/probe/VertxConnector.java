package io.janus.quarkus.probe;

import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

import io.janus.quarkus.log.LogText;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.SocketAddress;

/**
 * Connects on the application's own Vert.x, never on the event loops that carry traffic. A Vert.x client has one connect
 * timeout for all it does, so there is one for each timeout in use: a handful.
 */
final class VertxConnector implements TcpConnector {

    /** A connection that does not open fails at its timeout, up to a busy event loop. */
    private static final long LAST_GRACE_MILLIS = 1000;

    private final Vertx vertx;
    private final Map<Duration, NetClient> byTimeout = new ConcurrentHashMap<>();

    VertxConnector(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public CompletionStage<Optional<String>> probe(InetSocketAddress address, Duration timeout) {
        return byTimeout.computeIfAbsent(timeout, this::client)
                .connect(SocketAddress.inetSocketAddress(address))
                .compose(socket -> {
                    socket.close();
                    return Future.succeededFuture(Optional.<String> empty());
                })
                .otherwise(failure -> Optional.of(reason(failure, timeout)))
                .toCompletionStage();
    }

    /** What an operator calls it. */
    static String reason(Throwable failure, Duration timeout) {
        if (failure instanceof ConnectTimeoutException) {
            return "no connection within " + LogText.duration(timeout);
        }
        if (failure instanceof NoRouteToHostException) {
            return "no route to host";
        }
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof ConnectException && message.contains("refused")) {
            return "connection refused";
        }
        return LogText.line(message);
    }

    private NetClient client(Duration timeout) {
        return vertx.createNetClient(new NetClientOptions().setConnectTimeout(millis(timeout)));
    }

    private static int millis(Duration timeout) {
        return Math.toIntExact(Math.min(Integer.MAX_VALUE, Math.max(1, timeout.toMillis())));
    }

    /** How many timeouts it has a client for. */
    int clients() {
        return byTimeout.size();
    }

    /** Closed once no probe can be under way: to close a client fails what it has begun. */
    @Override
    public void retain(Set<Duration> timeouts) {
        byTimeout.forEach((timeout, client) -> {
            if (!timeouts.contains(timeout) && byTimeout.remove(timeout, client)) {
                vertx.setTimer(millis(timeout) + LAST_GRACE_MILLIS, timer -> client.close());
            }
        });
    }

    @Override
    public void close() {
        byTimeout.values().forEach(NetClient::close);
    }
}
