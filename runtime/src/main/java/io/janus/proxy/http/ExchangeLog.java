package io.janus.proxy.http;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.access.AccessRecord;
import io.janus.proxy.access.RequestText;
import io.janus.proxy.http.parse.RequestHead;
import io.janus.proxy.listen.Listener;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.ProxyEndpoint;
import io.janus.proxy.state.RouteTotals;
import io.janus.proxy.stats.ErrorCode;

/**
 * What one exchange notes for the access log, in a record that it borrows from its beginning to its end; without a log there is
 * none, and every call is one comparison. Used again for each exchange of a client connection. Confined to its loop.
 */
final class ExchangeLog {

    private final Listener listener;
    private final HttpLoop http;
    private final ClientConnection client;

    /** Null between exchanges, and where the listener has no log. */
    private @Nullable AccessRecord record;

    ExchangeLog(Listener listener, HttpLoop http, ClientConnection client) {
        this.listener = listener;
        this.http = http;
        this.client = client;
    }

    /** An exchange begins that is to be logged; its client is known. The head is copied, for it will be gone at the end. */
    void begin(byte[] bytes, RequestHead head, long startNanos) {
        AccessRecord fresh = http.access().take();
        fresh.begin(listener.name(), true, client.peer(), client.identity().client(), startNanos);
        RequestText.copy(bytes, head, fresh);
        fresh.received(head.end());
        record = fresh;
    }

    void leadsTo(Destination destination) {
        if (record != null) {
            RouteTotals route = destination.totals();
            BackendState backend = destination.backend();
            record.leadsTo(route == null || route.isUnnamed() ? null : route.label(),
                    backend == null ? null : backend.name());
        }
    }

    void attempt(ProxyEndpoint endpoint) {
        if (record != null) {
            record.attempt(endpoint.id());
        }
    }

    /** So many bytes came from the client. */
    void received(int bytes) {
        if (record != null) {
            record.received(bytes);
        }
    }

    /** So many bytes go to the client. */
    void sent(int bytes) {
        if (record != null) {
            record.sent(bytes);
        }
    }

    /** The final answer begins. */
    void answers(long nowNanos) {
        if (record != null) {
            record.answers(nowNanos);
        }
    }

    /**
     * The exchange is over.
     *
     * @param status what the client was answered; 0 for nothing
     */
    void end(int status, String why) {
        AccessRecord ended = record;
        if (ended != null) {
            record = null;
            ended.end(status, why, http.loop().readClock());
            http.access().offer(ended);
        }
    }

    /**
     * A request that is none was answered.
     *
     * @param scanned what was scanned of it, with a zero behind it; null when it just did not come
     * @param sent how many bytes the answer has
     */
    void refused(ErrorCode code, byte @Nullable [] scanned, int sent) {
        AccessRecord refused = http.access().take();
        long now = http.loop().readClock();
        refused.begin(listener.name(), true, client.peer(), client.peer(), now);
        if (scanned != null) {
            RequestText.copyRefused(scanned, refused);
        }
        refused.sent(sent);
        refused.answers(now);
        refused.end(code.status(), code.label(), now);
        http.access().offer(refused);
    }
}
