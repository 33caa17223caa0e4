package peer;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.OriginRequestProvider;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import java.util.List;
import java.util.stream.Stream;

/** A reverse proxy as users of vertx-http-proxy write it. Arguments: the port to listen on, then the ports of the endpoints. */
public final class VertxProxy {

    /** To each endpoint: half of the 512 clients of the largest workload. The default of 5 would measure a queue. */
    private static final int POOL_SIZE = 256;

    /** That of the other proxies here. */
    private static final int BACKLOG = 4096;

    private final List<SocketAddress> endpoints;
    private int turn;

    private VertxProxy(List<SocketAddress> endpoints) {
        this.endpoints = endpoints;
    }

    public static void main(String[] args) {
        List<SocketAddress> endpoints = Stream.of(args).skip(1)
                .map(port -> SocketAddress.inetSocketAddress(Integer.parseInt(port), "127.0.0.1")).toList();
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
        System.out.println("native transport: " + vertx.isNativeTransportEnabled());
        HttpProxy proxy = HttpProxy.reverseProxy(vertx.createHttpClient(new HttpClientOptions().setKeepAlive(true),
                new PoolOptions().setHttp1MaxSize(POOL_SIZE)));
        VertxProxy here = new VertxProxy(endpoints);
        proxy.origin(OriginRequestProvider.selector(context -> here.next()));
        proxy.addInterceptor(new ForwardedHeaders());
        vertx.createHttpServer(new HttpServerOptions().setAcceptBacklog(BACKLOG)).requestHandler(proxy)
                .listen(Integer.parseInt(args[0]), "127.0.0.1")
                .onFailure(e -> {
                    System.err.println("cannot listen on port " + args[0] + ": " + e);
                    System.exit(1);
                });
    }

    /** The endpoints in turn. There is one event loop, which alone calls this. */
    private Future<SocketAddress> next() {
        turn = (turn + 1) % endpoints.size();
        return Future.succeededFuture(endpoints.get(turn));
    }

    /** Says for whom the request is, and keeps its Host, as every proxy here does. */
    private static final class ForwardedHeaders implements ProxyInterceptor {

        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            ProxyRequest request = context.request();
            HttpServerRequest received = request.proxiedRequest();
            request.headers().set("X-Forwarded-For", received.remoteAddress().hostAddress());
            request.headers().set("X-Forwarded-Proto", received.scheme());
            // By itself it sends the endpoint's own address as Host.
            if (received.authority() != null) {
                request.setAuthority(received.authority());
            }
            return context.sendRequest();
        }
    }
}
