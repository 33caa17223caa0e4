package io.janus.faults.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.janus.faults.ledger.Ask;
import io.janus.faults.ledger.Ask.Leaving;
import io.janus.faults.ledger.Entry;
import io.janus.faults.ledger.Ledger;
import io.janus.faults.ledger.Outcome;
import io.janus.faults.ledger.Outcome.Kind;

/**
 * A client that keeps its connections, and writes each request into the ledger. It never tries again: what it saw is what
 * Janus did. For any number of threads.
 */
public final class WireClient implements AutoCloseable {

    /** Longer than any time limit that these tests give Janus: who waits longer waits in vain. */
    public static final int PATIENCE_MILLIS = 20_000;

    /**
     * A connection that waited for longer is not used again. It is far below Janus's own limits, and below the accept window of
     * a shutdown: so Janus never closes one at the moment a request is sent on it, and a bare close is always its fault.
     */
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final InetSocketAddress address;
    private final Ledger ledger;
    private final Deque<WireConnection> idle = new ConcurrentLinkedDeque<>();

    public WireClient(int port, Ledger ledger) {
        this(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ledger);
    }

    public WireClient(InetSocketAddress address, Ledger ledger) {
        this.address = address;
        this.ledger = ledger;
    }

    /** Makes a request, and answers its entry when it has ended. */
    public Entry send(Ask ask) {
        Entry entry = ledger.begin(ask);
        entry.ended(exchange(entry));
        return entry;
    }

    private Outcome exchange(Entry entry) {
        WireConnection connection = entry.ask().leaving() == Leaving.STAYS ? take() : null;
        if (connection == null) {
            try {
                connection = new WireConnection(address, PATIENCE_MILLIS);
            } catch (IOException e) {
                return Outcome.without(Kind.REFUSED, e.toString());
            }
        }
        Outcome outcome = connection.exchange(entry);
        if (connection.isReusable()) {
            idle.push(connection);
        } else {
            connection.close();
        }
        return outcome;
    }

    private @Nullable WireConnection take() {
        for (WireConnection next = idle.poll(); next != null; next = idle.poll()) {
            if (next.idleNanos() < IDLE_NANOS) {
                return next;
            }
            next.close();
        }
        return null;
    }

    @Override
    public void close() {
        for (WireConnection next = idle.poll(); next != null; next = idle.poll()) {
            next.close();
        }
    }
}
