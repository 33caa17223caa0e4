package io.janus.proxy.listen;

import static io.janus.proxy.testing.SpecDraft.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.janus.proxy.Proxy;
import io.janus.proxy.io.IoLoop;
import io.janus.proxy.io.Transport;
import io.janus.proxy.stats.ErrorCode;
import io.janus.proxy.stats.ProxyEvent;
import io.janus.proxy.testing.OnEachTransport;
import io.janus.proxy.testing.Peer;
import io.janus.proxy.testing.ProxyFixture;
import io.janus.proxy.testing.TestEndpoint;
import io.netty.channel.Channel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.channel.socket.ServerSocketChannel;

/** What happens when the kernel does not give a connection: told to the acceptor as Netty tells it. */
class AcceptFailureTest {

    @OnEachTransport
    void accepting_rests_on_all_loops_when_descriptors_run_out_and_resumes_by_itself(Transport transport) {
        try (var endpoint = TestEndpoint.echoing();
                var proxy = ProxyFixture.on(transport).serving(web(endpoint.address()))) {
            List<Channel> sockets = listeningSockets(proxy.proxy());
            assertThat(sockets).hasSize(2);

            List<Boolean> accepting = new CopyOnWriteArrayList<>();
            sockets.get(0).eventLoop().execute(() -> {
                sockets.get(0).pipeline().fireExceptionCaught(new IOException("accept(..) failed: Too many open files"));
                // Each loop looks right behind its pause: a test that looks later may find that it is over.
                sockets.forEach(socket -> socket.eventLoop().execute(() -> accepting.add(socket.config().isAutoRead())));
            });
            await().untilAsserted(() -> assertThat(accepting).as("accepting").containsExactly(false, false));
            assertThat(proxy.web().errors().total(ErrorCode.NO_DESCRIPTORS)).isEqualTo(1);

            try (var client = proxy.connect()) {
                assertThat(client.send("hello").receive(5)).isEqualTo("hello");
            }
            await().untilAsserted(() -> assertThat(sockets).as("accepting again")
                    .allMatch(socket -> socket.config().isAutoRead()));
            assertThat(proxy.events()).extracting(ProxyEvent::code).containsExactly(ErrorCode.NO_DESCRIPTORS);
        }
    }

    @OnEachTransport
    void any_other_failure_is_counted_and_accepting_goes_on(Transport transport) {
        List<Peer> clients = new ArrayList<>();
        try (var endpoint = TestEndpoint.echoing();
                var proxy = ProxyFixture.on(transport).serving(web(endpoint.address()))) {
            listeningSockets(proxy.proxy()).forEach(socket -> fail(socket, new IOException("something else")));

            // Enough of them that both loops get some.
            for (int i = 0; i < 20; i++) {
                Peer client = proxy.connect();
                clients.add(client);
                assertThat(client.send("hello").receive(5)).isEqualTo("hello");
            }
            assertThat(proxy.web().errors().total(ErrorCode.INTERNAL)).isEqualTo(2);
        } finally {
            clients.forEach(Peer::close);
        }
    }

    private static void fail(Channel socket, IOException how) {
        socket.eventLoop().submit(() -> socket.pipeline().fireExceptionCaught(how)).syncUninterruptibly();
    }

    private static List<Channel> listeningSockets(Proxy proxy) {
        List<Channel> sockets = new ArrayList<>();
        for (IoLoop loop : proxy.loops().all()) {
            loop.events().submit(() -> ((SingleThreadEventLoop) loop.events()).registeredChannelsIterator()
                    .forEachRemaining(channel -> {
                        if (channel instanceof ServerSocketChannel) {
                            sockets.add(channel);
                        }
                    })).syncUninterruptibly();
        }
        return sockets;
    }
}
