package io.janus.proxy.state;

import static io.janus.proxy.state.ProxyEndpoint.FULLY_WARM;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.janus.balancer.BackendSnapshot;
import io.janus.balancer.Endpoint;
import io.janus.proxy.spec.PanicSpec;

/**
 * Which endpoints of a backend are eligible, and with what weight: the rules of health as one pure function.
 *
 * @param endpoints the eligible ones, ordered by id
 * @param weights theirs, in units of a hundredth
 * @param labels theirs: a policy may go by them, so that other labels are another membership
 * @param panic whether so few are left that endpoints are used which otherwise would not be
 */
record Membership(List<ProxyEndpoint> endpoints, List<Integer> weights, List<Map<String, String>> labels, boolean panic) {

    private static final int ALL_PERCENT = 100;

    /**
     * Endpoints of weight 0 and without an address are never eligible. Of the others the up ones are that are not ejected; but
     * when too small a share of the up ones is left, ejections are ignored, so that the rest is not crushed. When none is up,
     * all are if the backend fails open, so that a wrong probe cannot cut a service, and otherwise none.
     */
    static Membership of(List<ProxyEndpoint> members, PanicSpec panicSpec) {
        List<ProxyEndpoint> usable = members.stream().filter(ProxyEndpoint::isUsable).toList();
        List<ProxyEndpoint> up = usable.stream().filter(ProxyEndpoint::isUsableAndUp).toList();
        if (up.isEmpty()) {
            boolean panic = !usable.isEmpty() && panicSpec.failOpen();
            return of(panic ? usable : up, panic);
        }
        List<ProxyEndpoint> inRotation = up.stream().filter(e -> e.ejection() == null).toList();
        boolean panic = inRotation.isEmpty()
                || inRotation.size() * ALL_PERCENT < panicSpec.thresholdPercent() * up.size();
        return of(panic ? up : inRotation, panic);
    }

    private static Membership of(List<ProxyEndpoint> eligible, boolean panic) {
        return new Membership(eligible,
                eligible.stream().map(e -> e.weight() * BackendSnapshot.WEIGHT_UNIT * e.warmPercent() / FULLY_WARM).toList(),
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
