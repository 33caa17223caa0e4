package io.janus.quarkus.explain;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.http.forward.Bytes;
import io.janus.proxy.http.forward.ClientIdentity;
import io.janus.proxy.http.forward.ForwardedRequest;
import io.janus.proxy.route.Route;
import io.janus.proxy.spec.RouteSpec;
import io.janus.proxy.spec.RouteSpec.Redirect;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.HttpState;
import io.janus.proxy.state.ListenerState;
import io.janus.proxy.state.RouteState;
import io.janus.proxy.stats.ErrorCode;
import io.janus.quarkus.log.LogText;

/**
 * Which way a request takes through a listener, by the listener's own route table.
 *
 * @param listener its name
 * @param request what Janus sees of it; empty of a TCP session
 * @param client who it comes from
 * @param how it got where it goes
 * @param route that takes it
 * @param considered the routes that were, at most {@value Considered#MOST}
 * @param consideredMore how many were beyond these
 * @param answer what Janus answers itself
 * @param backend where it goes
 * @param forwarded the head as an endpoint gets it, which is what policies see; null where nothing is forwarded, or no HTTP
 */
public record Routed(String listener, Optional<Request> request, InetAddress client, How how, Optional<RouteSpec> route,
        List<Considered> considered, int consideredMore, Optional<OwnAnswer> answer, Optional<BackendState> backend,
        @Nullable ForwardedHead forwarded) {

    /** What became of it. */
    public enum How {
        ROUTE("route"),
        DEFAULT_BACKEND("default backend"),
        NO_ROUTE("no route"),
        TCP("tcp");

        private final String words;

        How(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /**
     * What Janus sees of a request. All printable.
     *
     * @param path the canonical one, which routes are matched with; empty when there is none
     */
    public record Request(String method, String host, Optional<String> path) {
    }

    static Routed of(Question question, ListenerState listener) {
        HttpState http = listener.http();
        if (http == null) {
            return session(question, listener.spec().name(), listener.sessionBackend());
        }
        SentRequest sent = new SentRequest(question, http.headLimits());
        if (!sent.isRoutable()) {
            Request seen = new Request(question.method(), LogText.line(sent.host()), Optional.empty());
            return new Routed(listener.spec().name(), Optional.of(seen), question.client(), How.NO_ROUTE, Optional.empty(),
                    List.of(), 0, Optional.of(sent.refusal()), Optional.empty(), null);
        }
        return request(sent, listener.spec().name(), http);
    }

    private static Routed session(Question question, String listener, @Nullable BackendState backend) {
        Optional<OwnAnswer> answer = backend != null && backend.eligibleCount() > 0 ? Optional.empty()
                : Optional.of(OwnAnswer.reset(ErrorCode.NO_ENDPOINT, "no endpoint may be picked, so the connection is reset"));
        return new Routed(listener, Optional.empty(), question.client(), How.TCP, Optional.empty(), List.of(), 0, answer,
                Optional.ofNullable(backend), null);
    }

    private static Routed request(SentRequest sent, String listener, HttpState http) {
        // The port is any: no client has a fixed one.
        ClientIdentity identity = new ClientIdentity(new InetSocketAddress(sent.question().client(), 0));
        identity.read(sent.bytes(), sent.head(), http.trusted());
        RouteState found = http.route(sent.bytes(), sent.head(), sent.path());
        Route route = found == null ? null : found.route();
        BackendState backend = found == null ? null : found.backend();
        How how = route != null ? How.ROUTE : found != null ? How.DEFAULT_BACKEND : How.NO_ROUTE;
        List<RouteState> all = http.routes();
        List<Considered> considered = Considered.of(all, route == null ? null : found, sent);
        Request seen = new Request(LogText.line(sent.method()), LogText.line(sent.host()),
                Optional.of(LogText.line(sent.pathText())));
        return new Routed(listener, Optional.of(seen), identity.client().getAddress(), how,
                Optional.ofNullable(route).map(Route::spec), considered, all.size() - considered.size(),
                answer(found, sent), Optional.ofNullable(backend),
                backend == null ? null : forward(sent, identity, route, http.spec().via()));
    }

    private static ForwardedHead forward(SentRequest sent, ClientIdentity identity, @Nullable Route route, boolean via) {
        Bytes out = new Bytes(Math.max(1, sent.bytes().length));
        new ForwardedRequest().write(sent.bytes(), sent.head(), sent.path(), route, identity, via, out);
        return ForwardedHead.of(out);
    }

    private static Optional<OwnAnswer> answer(@Nullable RouteState found, SentRequest sent) {
        if (found == null) {
            return Optional.of(OwnAnswer.of(ErrorCode.NO_ROUTE, "no route matches, and the listener has no default backend"));
        }
        Route route = found.route();
        if (route != null && route.isDenied()) {
            return Optional.of(OwnAnswer.of(ErrorCode.DENIED, "the route denies it"));
        }
        Redirect redirect = route == null ? null : route.redirect();
        if (route != null && redirect != null) {
            Bytes location = new Bytes(sent.bytes().length);
            route.writeLocation(sent.bytes(), sent.head(), location);
            return Optional.of(OwnAnswer.redirect(redirect.status(), location.toString()));
        }
        BackendState backend = found.backend();
        return backend != null && backend.eligibleCount() > 0 ? Optional.empty()
                : Optional.of(OwnAnswer.of(ErrorCode.NO_ENDPOINT, "no endpoint may be picked"));
    }
}
