package io.janus.balancer;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.BitSet;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

/**
 * A request for tests of policies: by default the first attempt, on loop 0, of the client 10.0.0.0, with every endpoint
 * accepted and no key to hash. One thread uses it at a time; asking it allocates nothing, except for {@link #header}.
 */
public final class TestPickRequest implements PickRequest {

    /** Of no meaning: a real client's port differs for every connection. */
    private static final int CLIENT_PORT = 40_000;

    /** By bit: the endpoints that are not accepted. */
    private final BitSet refused = new BitSet();
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final RandomGenerator random;
    private int attempt = 1;
    private int loop;
    private boolean hasHashKey;
    private long hashKey;
    private InetSocketAddress client = clientAddress(0);

    private TestPickRequest(RandomGenerator random) {
        this.random = random;
    }

    /** A request whose random numbers are the same in every run. */
    public static TestPickRequest seeded(long seed) {
        return new TestPickRequest(new SplittableRandom(seed));
    }

    /** The address of a client, 10.0.0.0 for number 0 and counting on from there. */
    public static InetSocketAddress clientAddress(int number) {
        byte[] ip = { 10, (byte) (number >>> 16), (byte) (number >>> 8), (byte) number };
        try {
            return new InetSocketAddress(InetAddress.getByAddress(ip), CLIENT_PORT);
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are an address", e);
        }
    }

    /** From now on every endpoint is accepted. */
    public TestPickRequest acceptAll() {
        refused.clear();
        return this;
    }

    /** From now on one endpoint more is not accepted. */
    public TestPickRequest refuse(int index) {
        refused.set(index);
        return this;
    }

    /** From now on none of so many endpoints is accepted. */
    public TestPickRequest refuseAll(int endpoints) {
        refused.set(0, endpoints);
        return this;
    }

    /** From now on only one of so many endpoints is accepted. */
    public TestPickRequest acceptOnly(int index, int endpoints) {
        refused.set(0, endpoints);
        refused.clear(index);
        return this;
    }

    /** From now on the attempt has this number: 1 for the first. */
    public TestPickRequest attempt(int number) {
        this.attempt = number;
        return this;
    }

    /** From now on this event loop picks. */
    public TestPickRequest loop(int index) {
        this.loop = index;
        return this;
    }

    /** From now on this client asks. */
    public TestPickRequest client(InetSocketAddress address) {
        this.client = address;
        return this;
    }

    /** From now on there is this key to hash on. */
    public TestPickRequest hashKey(long key) {
        this.hasHashKey = true;
        this.hashKey = key;
        return this;
    }

    /** From now on the request has this header. */
    public TestPickRequest header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    @Override
    public boolean accepts(int index) {
        return !refused.get(index);
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public boolean hasHashKey() {
        return hasHashKey;
    }

    @Override
    public long hashKey() {
        return hashKey;
    }

    @Override
    public InetSocketAddress client() {
        return client;
    }

    @Override
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    @Override
    public int loop() {
        return loop;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }
}
