package io.janus.balancer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A snapshot for tests of policies. Immutable; {@link #without} and {@link #with} answer the next version, in which the
 * endpoints that stay are the same objects, as the runtime promises.
 */
public final class TestSnapshot implements BackendSnapshot {

    private final long version;
    private final List<TestEndpoint> endpoints;

    /** The same list as policies see it, made once: asking for it in a pick must not allocate. */
    private final List<Endpoint> published;
    private final int[] weights;

    private TestSnapshot(long version, List<TestEndpoint> endpoints, int[] weights) {
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("a snapshot has at least one endpoint");
        }
        this.version = version;
        this.endpoints = List.copyOf(endpoints);
        this.published = List.copyOf(endpoints);
        this.weights = weights;
    }

    /** Version 1, with so many endpoints of weight 1 (in the snapshot's unit: {@value BackendSnapshot#WEIGHT_UNIT}). */
    public static TestSnapshot of(int endpoints) {
        int[] weights = new int[endpoints];
        Arrays.fill(weights, WEIGHT_UNIT);
        return weighted(weights);
    }

    /**
     * Version 1, with one endpoint for each weight.
     *
     * @param weights in the snapshot's unit, each 1 to 100,000
     */
    public static TestSnapshot weighted(int... weights) {
        return of(IntStream.range(0, weights.length).mapToObj(TestEndpoint::numbered).toList(), weights);
    }

    /**
     * Version 1, with just these endpoints.
     *
     * @param endpoints ordered by id
     * @param weights theirs, in the snapshot's unit, each 1 to 100,000
     */
    public static TestSnapshot of(List<TestEndpoint> endpoints, int... weights) {
        if (weights.length != endpoints.size()) {
            throw new IllegalArgumentException(weights.length + " weights for " + endpoints.size() + " endpoints");
        }
        return new TestSnapshot(1, endpoints, weights.clone());
    }

    /** The next version, without one endpoint: those behind it move up by one. */
    public TestSnapshot without(int index) {
        int[] kept = IntStream.range(0, weights.length).filter(i -> i != index).toArray();
        return new TestSnapshot(version + 1, Arrays.stream(kept).mapToObj(endpoints::get).toList(),
                Arrays.stream(kept).map(i -> weights[i]).toArray());
    }

    /** The next version, with one endpoint more: it is put where its id belongs. */
    public TestSnapshot with(TestEndpoint endpoint, int weight) {
        int behind = (int) endpoints.stream().filter(e -> e.id().compareTo(endpoint.id()) < 0).count();
        List<TestEndpoint> grown = new ArrayList<>(endpoints);
        grown.add(behind, endpoint);
        IntStream before = Arrays.stream(weights, 0, behind);
        IntStream after = Arrays.stream(weights, behind, weights.length);
        return new TestSnapshot(version + 1, grown,
                IntStream.concat(IntStream.concat(before, IntStream.of(weight)), after).toArray());
    }

    /** The next version, with the first so many endpoints; at least one and at most all. */
    public TestSnapshot first(int count) {
        return new TestSnapshot(version + 1, endpoints.subList(0, count), Arrays.copyOf(weights, count));
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public List<Endpoint> endpoints() {
        return published;
    }

    /** An endpoint, with what tests may do to it. */
    public TestEndpoint endpoint(int index) {
        return endpoints.get(index);
    }

    /** How many endpoints it has, at least 1. */
    public int size() {
        return endpoints.size();
    }

    @Override
    public int weight(int index) {
        return weights[index];
    }

    @Override
    public boolean panic() {
        return false;
    }

    @Override
    public String toString() {
        return "version " + version + " of " + endpoints;
    }
}
