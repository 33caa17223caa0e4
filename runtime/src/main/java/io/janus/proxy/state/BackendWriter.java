package io.janus.proxy.state;

import static io.janus.proxy.state.ProxyEndpoint.FULLY_WARM;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.janus.balancer.Balancer;
import io.janus.balancer.Picker;
import io.janus.proxy.spec.BackendSpec;
import io.janus.proxy.spec.EndpointSpec;
import io.janus.proxy.state.EndpointHealth.Status;

/**
 * The writer's half of one backend: it owns the balancer, keeps endpoint objects while their identity lasts, and makes a new
 * {@link BackendState} after each change. Confined to the control loop, like its owner.
 */
final class BackendWriter {

    private static final Logger LOG = Logger.getLogger(BackendWriter.class);

    private final int loops;
    private final LongSupplier nanoClock;
    private final BackendTotals totals;
    private final Map<String, ProxyEndpoint> members = new TreeMap<>();

    /** What operators set, by endpoint id. It stays while the configuration has that endpoint, at whatever address. */
    private final Map<String, WeightOverride> overrides = new HashMap<>();
    private BackendSpec spec;
    private Balancer balancer;

    /** Whether it has its first endpoints: those begin together, and none of them slowly. */
    private boolean settled;

    /** The balancer before, whose picker is still in the published state; null when there is none to be closed. */
    private @Nullable Balancer retired;

    /** What the balancer was last updated with, and its answer; null before the first update and after it failed. */
    private @Nullable Membership updatedWith;
    private @Nullable Picker picker;
    private long snapshots;

    BackendWriter(BackendSpec spec, Balancer balancer, int loops, LongSupplier nanoClock) {
        this.spec = spec;
        this.balancer = balancer;
        this.loops = loops;
        this.nanoClock = nanoClock;
        this.totals = new BackendTotals(spec.retries(), loops);
    }

    BackendSpec spec() {
        return spec;
    }

    /** Takes a new specification; the balancer is another object exactly when its part of the specification changed. */
    void configure(BackendSpec spec, Balancer balancer) {
        this.spec = spec;
        totals.retries(spec.retries());
        if (this.balancer != balancer) {
            retired = this.balancer;
            this.balancer = balancer;
            updatedWith = null;
        }
    }

    /** Brings the endpoints in line with the specification and the addresses. Answers those that left. */
    List<ProxyEndpoint> settle(AddressBook addresses) {
        long now = nanoClock.getAsLong();
        totals.foldFinished(now);
        List<ProxyEndpoint> left = new ArrayList<>();
        members.values().removeIf(member -> {
            EndpointSpec wanted = spec.endpoints().get(member.id());
            boolean stays = wanted != null && addresses.lookUp(wanted.address()).equals(member.address());
            if (!stays) {
                left.add(member);
            }
            return !stays;
        });
        overrides.keySet().retainAll(spec.endpoints().keySet());
        List<ProxyEndpoint> leaving = totals.leaving();
        for (EndpointSpec wanted : spec.endpoints().values()) {
            members.computeIfAbsent(wanted.id(), id -> join(wanted, addresses, leaving))
                    .describe(wanted.labels(), wanted.weight(), overrides.get(wanted.id()));
        }
        settled = true;
        left.forEach(member -> totals.leave(member, now));
        return left;
    }

    private ProxyEndpoint join(EndpointSpec wanted, AddressBook addresses, List<ProxyEndpoint> leaving) {
        var address = addresses.lookUp(wanted.address());
        for (ProxyEndpoint one : leaving) {
            if (one.id().equals(wanted.id()) && one.address().equals(address) && totals.comeBack(one)) {
                one.comesBack();
                return one;
            }
        }
        EndpointHealth health = address.isUnresolved()
                ? new EndpointHealth(Status.UNRESOLVED, "no address is known for " + wanted.address().host(), Instant.now())
                : new EndpointHealth(Status.UP, "not probed yet", Instant.now());
        return new ProxyEndpoint(spec.name(), wanted.id(), address, loops, health, settled ? warmAtFirst() : FULLY_WARM);
    }

    /** Sets something in place of the configuration, or ends that. The endpoint must be a member. */
    void override(ProxyEndpoint member, WeightOverride set) {
        boolean rested = member.weight() == 0;
        if (set.isEmpty()) {
            overrides.remove(member.id());
        } else {
            overrides.put(member.id(), set);
        }
        member.describe(member.labels(), member.configuredWeight(), overrides.get(member.id()));
        if (rested && member.weight() > 0) {
            member.warm(warmAtFirst()); // its caches are cold, as those of one that recovered
        }
    }

    /** How much of its weight counts when an endpoint is added or recovers. */
    int warmAtFirst() {
        return spec.slowStart().isZero() ? FULLY_WARM : ProxyEndpoint.COLD;
    }

    /** What to publish now. Asks the balancer only when the eligible endpoints or their weights changed. */
    BackendState state() {
        Membership now = Membership.of(members(), spec.panic());
        if (!now.equals(updatedWith)) {
            Picker answer = now.isEmpty() ? null : update(now);
            boolean failed = answer == null && !now.isEmpty();
            picker = failed ? new RandomAccepted(now.endpoints().size()) : answer;
            updatedWith = failed ? null : now; // one that failed is asked again with the next publish
        }
        return new BackendState(spec, members(), now, balancer, picker, snapshots, totals);
    }

    private @Nullable Picker update(Membership now) {
        try {
            Picker answer = balancer.update(now.snapshot(++snapshots));
            if (answer != null) {
                return answer;
            }
            LOG.errorf("The balancer of backend %s answered no picker. Until it does, endpoints are picked at random.",
                    spec.name());
        } catch (Throwable e) { // a policy is a user's code: whatever it throws, the state must be published
            LOG.errorf(e, "The balancer of backend %s failed to update. Until it does not, endpoints are picked at random.",
                    spec.name());
        }
        totals.updateFailed();
        return null;
    }

    List<ProxyEndpoint> members() {
        return List.copyOf(members.values());
    }

    /** Closes the balancer that was replaced, if there is one. To be called once its picker is published no longer. */
    void closeRetired() {
        if (retired != null) {
            close(retired);
            retired = null;
        }
    }

    /** Ends a backend that is published no longer. */
    void close() {
        close(balancer);
    }

    private void close(Balancer balancer) {
        try {
            balancer.close();
        } catch (Throwable e) { // as above
            LOG.warnf(e, "The balancer of backend %s failed to close.", spec.name());
        }
    }

    BackendTotals totals() {
        return totals;
    }

    Balancer balancer() {
        return balancer;
    }
}
