package io.janus.proxy.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.janus.balancer.BackendSnapshot;
import io.janus.balancer.Endpoint;
import io.janus.proxy.state.EndpointHealth.Status;

/**
 * Which endpoints of a backend are eligible, and with what weight: the rules of health as one pure function.
 *
 * @param endpoints the eligible ones, ordered by id
 * @param weights theirs, in units of a hundredth
 * @param labels theirs: a policy may go by them, so that other labels are another membership
 * @param panic whether all are down and all are used nevertheless
 */
record Membership(List<ProxyEndpoint> endpoints, List<Integer> weights, List<Map<String, String>> labels, boolean panic) {

    /**
     * Endpoints of weight 0 and without an address are never eligible. Of the others the up ones are; when none is up, all are
     * if the backend fails open, so that a wrong probe cannot cut a service, and otherwise none.
     */
    static Membership of(List<ProxyEndpoint> members, boolean failOpen) {
        List<ProxyEndpoint> usable = members.stream()
                .filter(e -> e.weight() > 0 && e.health().status() != Status.UNRESOLVED).toList();
        List<ProxyEndpoint> up = usable.stream().filter(e -> e.health().status() == Status.UP).toList();
        boolean panic = up.isEmpty() && !usable.isEmpty() && failOpen;
        List<ProxyEndpoint> eligible = panic ? usable : up;
        return new Membership(eligible, eligible.stream().map(e -> e.weight() * BackendSnapshot.WEIGHT_UNIT).toList(),
                eligible.stream().map(ProxyEndpoint::labels).toList(), panic);
    }

    boolean isEmpty() {
        return endpoints.isEmpty();
    }

    BackendSnapshot snapshot(long version) {
        List<Endpoint> published = List.copyOf(endpoints);
        int[] weightOf = weights.stream().mapToInt(Integer::intValue).toArray();
        return new BackendSnapshot() {
            @Override
            public long version() {
                return version;
            }

            @Override
            public List<Endpoint> endpoints() {
                return published;
            }

            @Override
            public int weight(int index) {
                return weightOf[index];
            }

            @Override
            public boolean panic() {
                return panic;
            }

            @Override
            public String toString() {
                return "version " + version + " of " + new ArrayList<>(published);
            }
        };
    }
}
