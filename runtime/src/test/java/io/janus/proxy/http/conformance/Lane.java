package io.janus.proxy.http.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import org.awaitility.core.ConditionTimeoutException;

import io.janus.proxy.http.conformance.ConformanceCase.Ending;
import io.janus.proxy.http.conformance.ConformanceCase.Expected;
import io.janus.proxy.http.conformance.Shot.Prelude;
import io.janus.proxy.testing.Delivery;
import io.janus.proxy.testing.HttpAnswer;
import io.janus.proxy.testing.HttpEndpoint;
import io.janus.proxy.testing.HttpPeer;
import io.janus.proxy.testing.HttpRequest;
import io.janus.proxy.testing.HttpResponse;

/**
 * A listener with an endpoint of its own, on which one case runs at a time: so what reaches the endpoint belongs to that case,
 * and needs no mark in its bytes. Shots of one case fly together, which gives every first half time to arrive alone.
 */
final class Lane implements AutoCloseable {

    /** Targets of requests that belong to no case. */
    private static final Predicate<String> OF_CASE = target -> !target.startsWith(Lane.MARKER);

    private static final String MARKER = "/-/";

    private static final String FIRST = "GET /-/first HTTP/1.1\r\nHost: first.example\r\n\r\n";

    private static final String AFTER = "GET /-/after HTTP/1.1\r\nHost: after.example\r\n\r\n";

    /** Enough for a first half to be read while the others are written. */
    private static final int AT_ONCE = 12;

    /** Far above what loopback needs, far below what would make a suite with many failures slow. */
    private static final int PATIENCE_MILLIS = 4_000;

    private final HttpEndpoint endpoint = HttpEndpoint.answering("first");
    private InetSocketAddress address = endpoint.address();

    InetSocketAddress endpointAddress() {
        return endpoint.address();
    }

    /** Where clients connect: to the proxy, or to the endpoint itself unless this is called. */
    void connectTo(InetSocketAddress proxy) {
        address = proxy;
    }

    /** Runs a case in the given deliveries; an {@link AssertionError} tells of the first that went wrong. */
    void run(ConformanceCase one, List<Shot> shots, boolean proxied) {
        List<Shot> wanted = shots.stream()
                .filter(shot -> one.deliveries().contains(shot.name()) || one.deliveries().contains(""))
                .toList();
        List<HttpPeer> kept = new ArrayList<>();
        try {
            for (int from = 0; from < wanted.size();) {
                int most = mostAtOnce(one, wanted.get(from));
                int to = from + 1;
                while (to < wanted.size() && to - from < most && wanted.get(to).name().equals(wanted.get(from).name())) {
                    to++;
                }
                volley(one, wanted.subList(from, to), kept, proxied);
                from = to;
            }
        } finally {
            kept.forEach(HttpPeer::close);
        }
    }

    /**
     * One where answers come in turn, and where stray bytes may come in a write of their own: the request of another shot,
     * which may have taken that connection by then, would get them for an answer.
     */
    private static int mostAtOnce(ConformanceCase one, Shot shot) {
        boolean inTurn = one.endpointRequests() > 1 || one.endpointSends().size() > 1 || one.expect().size() > 1;
        boolean strays = one.endpointClosed() && shot.split() == 0;
        return inTurn || strays ? 1 : AT_ONCE;
    }

    private void volley(ConformanceCase one, List<Shot> shots, List<HttpPeer> kept, boolean proxied) {
        endpoint.forget();
        AtomicInteger answered = new AtomicInteger();
        endpoint.script(request -> answer(one, shots, request, answered), one.early());
        List<HttpPeer> peers = new ArrayList<>();
        boolean mayKeep = shots.get(0).name().endsWith("splits") && !one.clientFinishes()
                && one.expect().get(one.expect().size() - 1).ending() == Ending.KEEP;
        try {
            for (int i = 0; i < shots.size(); i++) {
                peers.add(kept.isEmpty() ? HttpPeer.connectTo(address, PATIENCE_MILLIS) : kept.remove(kept.size() - 1));
            }
            fire(one, shots, peers);
            for (int i = 0; i < shots.size(); i++) {
                receive(one, shots.get(i), peers.get(i), !mayKeep, proxied);
            }
            checkEndpoint(one, shots, proxied);
            if (mayKeep) {
                kept.addAll(peers);
                peers.clear();
            }
        } catch (AssertionError e) {
            throw new AssertionError(
                    "delivered " + shots.get(0) + (shots.size() > 1 ? " and others" : "") + ": " + e.getMessage(), e);
        } finally {
            peers.forEach(HttpPeer::close);
        }
    }

    private static HttpAnswer answer(ConformanceCase one, List<Shot> shots, HttpRequest request, AtomicInteger answered) {
        if (request.target().startsWith(MARKER)) {
            return HttpAnswer.ok(request.target().substring(MARKER.length()));
        }
        int n = answered.getAndIncrement();
        HttpAnswer answer;
        if (one.endpointSends().isEmpty()) {
            answer = request.method().equals("HEAD") ? HttpAnswer.of("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n")
                    : HttpAnswer.ok("ok");
        } else {
            answer = HttpAnswer.of(one.endpointSends().get(Math.min(n, one.endpointSends().size() - 1)));
        }
        return answer.inPieces(shots.get(Math.min(n, shots.size() - 1)).answer()).then(one.endpointThen());
    }

    private static void fire(ConformanceCase one, List<Shot> shots, List<HttpPeer> peers) {
        for (int i = 0; i < shots.size(); i++) {
            Shot shot = shots.get(i);
            HttpPeer peer = peers.get(i);
            if (shot.prelude() == Prelude.ANSWERED) {
                assertPrelude(peer.send(FIRST).receive(), "first");
            }
            String bytes = shot.prelude() == Prelude.PIPELINED ? FIRST + one.send() : one.send();
            String half = shot.split() > 0 ? bytes.substring(0, shot.split()) : bytes;
            send(peer, half, shot.byteByByte() ? Delivery.byteByByte() : Delivery.whole());
        }
        for (int i = 0; i < shots.size(); i++) {
            if (shots.get(i).split() > 0) {
                send(peers.get(i), one.send().substring(shots.get(i).split()), Delivery.whole());
            }
            if (one.clientFinishes()) {
                peers.get(i).finish();
            }
        }
    }

    /** What is refused is not read to its end, so sending may fail although the answer comes. */
    private static void send(HttpPeer peer, String text, Delivery delivery) {
        try {
            peer.send(text.getBytes(StandardCharsets.ISO_8859_1), delivery);
        } catch (UncheckedIOException e) {
            // The answer, or that there is none, is what a case is about.
        }
    }

    private static void assertPrelude(HttpResponse response, String name) {
        assertThat(response.status()).as("the status of the request %s", name).isEqualTo(200);
        assertThat(response.text()).as("the answer to the request %s", name).isEqualTo(name);
    }

    private void receive(ConformanceCase one, Shot shot, HttpPeer peer, boolean tryAnother, boolean proxied) {
        if (shot.prelude() == Prelude.PIPELINED) {
            assertPrelude(peer.receive(), "first");
        }
        boolean goesOn = false;
        for (int n = 0; n < one.expect().size(); n++) {
            Expected expected = one.expect().get(n);
            if (expected.status() == 0) {
                peer.awaitEnd();
                return;
            }
            HttpResponse response = peer.receive(one.method(n));
            if (!proxied) {
                assertThat(response.status()).isEqualTo(expected.status());
                return;
            }
            ConformanceCheck.response(one, n, response);
            if (expected.ending() == Ending.CLOSE || expected.ending() == Ending.ANY && response.announcesClose()) {
                peer.assertFinished();
                return;
            }
            if (expected.ending() == Ending.CLOSE_OR_RESET) {
                if (shot.split() > 0 || shot.byteByByte()) {
                    peer.awaitEnd();
                } else {
                    peer.assertFinished(); // the rest was there with the request, and is read
                }
                return;
            }
            goesOn = expected.ending() == Ending.KEEP
                    || expected.ending() == Ending.ANY && expected.status() != 101 && !one.send().contains(" HTTP/1.0\r\n");
        }
        if (goesOn && tryAnother && !one.clientFinishes()) {
            if (one.endpointClosed()) {
                awaitEndpointClosed(); // stray bytes that come during the request after would be taken for its answer
            }
            assertPrelude(peer.send(AFTER).receive(), "after");
        }
    }

    private void checkEndpoint(ConformanceCase one, List<Shot> shots, boolean proxied) {
        if (one.endpointRequests() != ConformanceCase.ANY) {
            int wanted = one.endpointRequests() * shots.size();
            try {
                await().atMost(Duration.ofMillis(PATIENCE_MILLIS)).until(() -> requests(OF_CASE).size() >= wanted);
            } catch (ConditionTimeoutException e) {
                // Said below, with what is there.
            }
            assertThat(requests(OF_CASE).stream().map(request -> Escapes.show(request.head().text())))
                    .as("complete requests at the endpoint").hasSize(wanted);
            if (wanted == 0 && !one.headsMayArrive() && !one.early()) {
                assertThat(endpoint.heads().stream().filter(head -> !head.startLine().contains(" " + MARKER))
                        .map(head -> Escapes.show(head.text()))).as("heads at the endpoint").isEmpty();
            }
        }
        List<HttpRequest> requests = requests(OF_CASE);
        if (proxied) {
            for (int n = 0; n < requests.size(); n++) {
                ConformanceCheck.request(one, n, requests.get(n), endpoint.address());
            }
            if (one.endpointClosed()) {
                awaitEndpointClosed();
            }
        }
    }

    private void awaitEndpointClosed() {
        await().atMost(Duration.ofMillis(PATIENCE_MILLIS)).untilAsserted(() -> assertThat(requests(OF_CASE))
                .as("the endpoint's connections are closed")
                .noneMatch(request -> endpoint.isOpen(request.connection())));
    }

    private List<HttpRequest> requests(Predicate<String> target) {
        return endpoint.requests().stream().filter(request -> target.test(request.target())).toList();
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
