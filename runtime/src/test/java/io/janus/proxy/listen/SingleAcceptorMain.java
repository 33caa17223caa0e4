package io.janus.proxy.listen;

import static io.janus.proxy.testing.SpecDraft.web;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.janus.proxy.io.IoLoop;
import io.janus.proxy.io.Transport;
import io.janus.proxy.testing.BlockedLoops;
import io.janus.proxy.testing.Peer;
import io.janus.proxy.testing.ProxyFixture;
import io.janus.proxy.testing.TestEndpoint;

/** The program that {@link SingleAcceptorTest} runs in a process that takes its system for another one. */
final class SingleAcceptorMain {

    private SingleAcceptorMain() {
    }

    public static void main(String[] arguments) {
        assertThat(Transport.NIO.reusePort()).isEmpty();
        try (var endpoint = TestEndpoint.echoing();
                var proxy = ProxyFixture.on(Transport.NIO).loops(3).serving(web(endpoint.address()))) {
            List<Peer> clients = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                Peer client = proxy.connect();
                clients.add(client);
                assertThat(client.send("hello").receive(5)).isEqualTo("hello");
            }
            assertThat(loopsWithSessions(proxy)).as("handed round").hasSize(3);

            try (var blocked = BlockedLoops.of(proxy.proxy()); var queued = proxy.connect()) {
                // Only the accepting loop has something to do for it, so the others need not wait.
                proxy.proxy().loops().all().forEach(loop -> loop.events().execute(() -> {
                }));
                blocked.turnAgainDuring(() -> proxy.proxy().stopAccepting());
                assertThat(queued.send("hello").receive(5)).isEqualTo("hello");
            }
            clients.forEach(client -> {
                client.finish();
                assertThat(client.awaitEnd()).isEqualTo(Peer.End.FINISHED);
                client.close();
            });
            proxy.awaitSessions(0);
        }
        System.out.println("all well");
    }

    private static Set<Integer> loopsWithSessions(ProxyFixture proxy) {
        Set<Integer> loops = new HashSet<>();
        for (IoLoop loop : proxy.proxy().loops().all()) {
            loop.events().submit(() -> loop.forEachWatched(session -> loops.add(loop.index()))).syncUninterruptibly();
        }
        return loops;
    }
}
