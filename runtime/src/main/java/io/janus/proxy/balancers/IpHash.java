package io.janus.proxy.balancers;

import java.net.InetSocketAddress;

import org.jspecify.annotations.Nullable;

import io.janus.balancer.BackendSnapshot;
import io.janus.balancer.Balancer;
import io.janus.balancer.BalancerContext;
import io.janus.balancer.PickRequest;
import io.janus.balancer.Picker;
import io.janus.balancer.Score;

/**
 * Sends a client address to the same endpoint as long as it can: its port does not count. Shares follow weights when there are
 * many clients; when an endpoint goes, its clients move and nearly all others stay, see {@link MaglevTable}.
 *
 * <p>
 * Nothing is remembered: where a client goes is worked out from its address and the ids and weights of the endpoints, so it is
 * the same on every event loop, in every process and after a restart.
 */
final class IpHash implements Balancer {

    static final String NAME = "ip-hash";

    /** So many of a client's own choices are tried before the endpoints are gone through in their order. */
    private static final int CHOICES = 8;

    private IpHash() {
    }

    static Balancer create(BalancerContext context) {
        PolicyOptions.of(NAME, context.options());
        return new IpHash();
    }

    @Override
    public Picker update(BackendSnapshot snapshot) {
        return new Choices(new MaglevTable(snapshot), snapshot.endpoints().size());
    }

    private record Choices(MaglevTable table, int endpoints) implements Picker {

        @Override
        public int pick(PickRequest request) {
            return IpHash.pick(table, endpoints, request);
        }

        /** Endpoints that are none of the client's own choices have no score: they are gone through in their order. */
        @Override
        public @Nullable Score score(int index, PickRequest request) {
            long client = clientHash(request.client());
            for (int choice = 0; choice < CHOICES; choice++) {
                if (choice(table, client, choice) == index) {
                    return new Score(choice + 1, "which choice of this client's it is, lower is better");
                }
            }
            return null;
        }
    }

    private static int choice(MaglevTable table, long client, int number) {
        return table.endpoint(HashMix.mix(client + number * HashMix.STEP));
    }

    /**
     * The client's endpoint, or when that one is not accepted its second choice, and so on: each choice is by weight and
     * different for each client, so that the clients of one full endpoint do not all meet on its neighbour.
     */
    private static int pick(MaglevTable table, int endpoints, PickRequest request) {
        long client = clientHash(request.client());
        for (int choice = 0; choice < CHOICES; choice++) {
            int endpoint = choice(table, client, choice);
            if (request.accepts(endpoint)) {
                return endpoint;
            }
        }
        return firstAccepted(HashMix.below(endpoints, HashMix.mix(client - HashMix.STEP)), endpoints, request);
    }

    private static int firstAccepted(int start, int endpoints, PickRequest request) {
        int endpoint = start;
        for (int i = 0; i < endpoints; i++) {
            if (request.accepts(endpoint)) {
                return endpoint;
            }
            endpoint = endpoint + 1 < endpoints ? endpoint + 1 : 0;
        }
        return Picker.NONE;
    }

    /**
     * Spreads the address over 64 bits. Its hash code is the address itself for IPv4 and the sum of its four words for IPv6;
     * {@link java.net.InetAddress#getAddress} would say more, but it allocates.
     */
    private static long clientHash(InetSocketAddress client) {
        return HashMix.mix(client.getAddress().hashCode() * HashMix.STEP);
    }
}
