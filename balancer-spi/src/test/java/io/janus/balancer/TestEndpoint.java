package io.janus.balancer;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An endpoint for tests of policies: nothing listens on it, and its in-flight count is what the test makes it. Safe from every
 * thread.
 */
public final class TestEndpoint implements Endpoint {

    /** Of no meaning: nothing is ever connected. */
    private static final int PORT = 8080;

    private final String id;
    private final InetSocketAddress address;
    private final Map<String, String> labels;

    /** Written by the test's threads, read by all. */
    private final AtomicInteger inFlight = new AtomicInteger();

    private TestEndpoint(String id, InetSocketAddress address, Map<String, String> labels) {
        this.id = id;
        this.address = address;
        this.labels = Map.copyOf(labels);
    }

    /**
     * An endpoint with an id and an address made from a number, idle and without labels.
     *
     * @param number 0 to 99,999; the order of ids is the order of numbers
     */
    public static TestEndpoint numbered(int number) {
        if (number < 0 || number > 99_999) {
            throw new IllegalArgumentException("the number of an endpoint (" + number + ") must be 0 to 99,999");
        }
        return named("endpoint-%05d".formatted(number), address(number), Map.of());
    }

    /** An endpoint with an id, an address and labels of its own, idle. */
    public static TestEndpoint named(String id, InetSocketAddress address, Map<String, String> labels) {
        return new TestEndpoint(id, address, labels);
    }

    private static InetSocketAddress address(int number) {
        byte[] ip = { 127, (byte) (number >>> 16), (byte) (number >>> 8), (byte) number };
        try {
            return new InetSocketAddress(InetAddress.getByAddress(ip), PORT);
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are an address", e);
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public Map<String, String> labels() {
        return labels;
    }

    @Override
    public int inFlight() {
        return inFlight.get();
    }

    /** Sets the number of attempts running on it. */
    public void inFlight(int attempts) {
        inFlight.set(attempts);
    }

    /** Counts an attempt in flight, as the runtime does right after a pick. */
    public void attemptBegan() {
        inFlight.incrementAndGet();
    }

    /** Takes an attempt out of flight. */
    public void attemptEnded() {
        inFlight.decrementAndGet();
    }

    @Override
    public String toString() {
        return id;
    }
}
