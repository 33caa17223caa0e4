package io.janus.proxy.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.janus.balancer.Balancer;
import io.janus.balancer.BalancerContext;
import io.janus.balancer.BalancerFactory;
import io.janus.proxy.spec.BackendSpec;
import io.janus.proxy.spec.BalancerSpec;
import io.janus.proxy.spec.ListenerSpec;
import io.janus.proxy.spec.ProxySpec;
import io.janus.proxy.spec.SpecRefusedException;
import io.janus.proxy.spec.SpecRefusedException.Problem;
import io.janus.proxy.state.EndpointHealth.Status;
import io.janus.proxy.state.ListenerWriter.Compiled;

/**
 * The one writer of {@link SharedState}: it compiles specifications, addresses and health into a {@link ProxyState} and
 * publishes it with one volatile write.
 *
 * <p>
 * Confined to one thread, the control loop: the first that changes anything owns it, and any other is refused with an
 * {@link IllegalStateException}. An owner that ends may {@linkplain #handOver() hand it over}.
 */
public final class StateWriter {

    private final SharedState shared;
    private final int loops;
    private final LongSupplier nanoClock;
    private Map<String, BackendWriter> backends = new LinkedHashMap<>();
    private Map<String, ListenerWriter> listeners = new LinkedHashMap<>();
    private Map<String, BalancerFactory> policies;

    /**
     * Policies whose running balancers are another factory's: made anew by the next change, whatever the specification says.
     */
    private final Set<String> replaced = new HashSet<>();
    private @Nullable Thread owner;

    /** Whether anything about an endpoint changed that was not published yet. */
    private boolean changed;

    /**
     * @param shared what to publish to
     * @param policies the policies by name, aliases included
     * @param loops how many event loops read the state
     * @param nanoClock the clock that policies read, and that tells how long ago an endpoint left
     */
    public StateWriter(SharedState shared, Map<String, BalancerFactory> policies, int loops, LongSupplier nanoClock) {
        this.shared = shared;
        this.policies = Map.copyOf(policies);
        this.loops = loops;
        this.nanoClock = nanoClock;
    }

    /** {@linkplain #prepare(ProxySpec, AddressBook, Runnable) Prepares} without a pause. */
    public Change prepare(ProxySpec spec, AddressBook addresses) throws SpecRefusedException {
        return prepare(spec, addresses, () -> {
        });
    }

    /**
     * Makes everything of a specification that can fail, and changes nothing yet.
     *
     * @param pause run on this thread between small steps of what may take long; what it throws is thrown
     * @return the change, to be published or discarded
     * @throws SpecRefusedException with every policy that does not exist or refused its options
     */
    public Change prepare(ProxySpec spec, AddressBook addresses, Runnable pause) throws SpecRefusedException {
        checkOwner();
        Map<String, Compiled> compiled = new HashMap<>();
        for (ListenerSpec listener : spec.listeners().values()) {
            Compiled routes = ListenerWriter.compile(listener, listeners.get(listener.name()), pause);
            if (routes != null) {
                compiled.put(listener.name(), routes);
            }
        }
        Map<String, Balancer> balancers = new LinkedHashMap<>();
        List<Balancer> created = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (BackendSpec backend : spec.backends().values()) {
            BackendWriter running = backends.get(backend.name());
            if (running != null && running.spec().balancer().equals(backend.balancer())
                    && !replaced.contains(backend.balancer().type())) {
                balancers.put(backend.name(), running.balancer());
                continue;
            }
            try {
                Balancer balancer = create(backend);
                created.add(balancer);
                balancers.put(backend.name(), balancer);
            } catch (BadPolicy e) {
                problems.add(e.problem);
            }
        }
        Change change = new Change(spec, addresses, compiled, balancers, created);
        if (!problems.isEmpty()) {
            change.discard();
            throw new SpecRefusedException(problems);
        }
        return change;
    }

    private Balancer create(BackendSpec backend) throws BadPolicy {
        BalancerSpec wanted = backend.balancer();
        String key = "backends." + backend.name() + ".balancer.";
        BalancerFactory factory = policies.get(wanted.type());
        if (factory == null) {
            throw new BadPolicy(key + "type", "no policy is named " + wanted.type() + ". There are: "
                    + String.join(", ", policies.keySet().stream().sorted().toList()) + ".");
        }
        try {
            Balancer balancer = factory.create(new Context(backend.name(), wanted.options(), loops, nanoClock));
            if (balancer == null) {
                throw new BadPolicy(key + "type", "the factory of policy " + wanted.type() + " answered no balancer.");
            }
            return balancer;
        } catch (BadPolicy e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new BadPolicy(key + "options", String.valueOf(e.getMessage()));
        } catch (Throwable e) { // a policy is a user's code
            throw new BadPolicy(key + "type", "the factory of policy " + wanted.type() + " failed: " + e);
        }
    }

    /**
     * Takes what is known of an endpoint's health, and publishes when that changes anything. One that was down and is up again
     * starts slowly.
     */
    public void health(ProxyEndpoint endpoint, EndpointHealth health) {
        checkOwner();
        Status before = endpoint.health().status();
        endpoint.health(health);
        if (before != health.status()) {
            if (before == Status.DOWN) {
                cool(endpoint);
            }
            changed |= backends.containsKey(endpoint.backend());
            publishChanges();
        }
    }

    /** Takes an endpoint out of rotation for its answers. Takes effect with {@link #publishChanges}. */
    public void eject(ProxyEndpoint endpoint, Ejection ejection) {
        checkOwner();
        endpoint.ejection(ejection);
        BackendWriter backend = backends.get(endpoint.backend());
        if (backend != null) {
            backend.totals().ejected();
        }
        changed = true;
    }

    /**
     * Ends an ejection: the endpoint's failures are forgotten, and it starts slowly. Takes effect with
     * {@link #publishChanges}.
     */
    public void readmit(ProxyEndpoint endpoint) {
        checkOwner();
        endpoint.ejection(null);
        endpoint.failures().forget();
        cool(endpoint);
        changed = true;
    }

    /**
     * Takes how much of an endpoint's weight counts. Takes effect with {@link #publishChanges}.
     *
     * @param percent 1 to {@value ProxyEndpoint#FULLY_WARM}
     */
    public void warm(ProxyEndpoint endpoint, int percent) {
        checkOwner();
        if (endpoint.warmPercent() != percent) {
            endpoint.warm(percent);
            changed = true;
        }
    }

    /**
     * Sets something in place of what the configuration says of an endpoint, and publishes it. It outlives reloads, as long as
     * they keep the endpoint; one that says nothing ends it. An endpoint that gets traffic again starts slowly.
     *
     * @return the endpoint; empty when there is none of that name
     */
    public Optional<ProxyEndpoint> override(String backend, String endpoint, UnaryOperator<WeightOverride> change) {
        checkOwner();
        BackendWriter writer = backends.get(backend);
        if (writer == null) {
            return Optional.empty();
        }
        Optional<ProxyEndpoint> found = writer.members().stream().filter(member -> member.id().equals(endpoint)).findAny();
        found.ifPresent(member -> {
            WeightOverride before = member.override();
            writer.override(member, change.apply(before == null ? WeightOverride.NONE : before));
            changed = true;
            publishChanges();
        });
        return found;
    }

    private void cool(ProxyEndpoint endpoint) {
        BackendWriter backend = backends.get(endpoint.backend());
        if (backend != null) {
            endpoint.warm(backend.warmAtFirst());
        }
    }

    /** Publishes what was taken and not published yet, if there is anything. */
    public void publishChanges() {
        checkOwner();
        if (changed) {
            publish(shared.current().spec(), shared.current().configVersion());
        }
    }

    /**
     * Takes changed addresses of names: an endpoint whose address changed is another endpoint, and the one before drains.
     *
     * @return the endpoints that left
     */
    public List<ProxyEndpoint> readdress(AddressBook addresses) {
        checkOwner();
        List<ProxyEndpoint> left = new ArrayList<>();
        backends.values().forEach(backend -> left.addAll(backend.settle(addresses)));
        left.forEach(ProxyEndpoint::leaves);
        if (!left.isEmpty()) {
            publish(shared.current().spec(), shared.current().configVersion());
        }
        return left;
    }

    private void publish(ProxySpec spec, long configVersion) {
        changed = false;
        Map<String, BackendState> backendStates = new LinkedHashMap<>();
        backends.forEach((name, backend) -> backendStates.put(name, backend.state()));
        Map<String, ListenerState> listenerStates = new LinkedHashMap<>();
        listeners.forEach((name, listener) -> listenerStates.put(name, listener.state(backendStates)));
        shared.publish(new ProxyState(shared.current().version() + 1, configVersion, spec,
                Map.copyOf(listenerStates), Map.copyOf(backendStates)));
    }

    /**
     * Gives up ownership, as the owner's last act: the next thread that changes anything owns the state. Whoever hands over
     * sees to it that this happens before that, as the end of a thread that is waited for does. What is published stays.
     */
    public void handOver() {
        checkOwner();
        owner = null;
    }

    /**
     * Takes other policies, between a {@linkplain #handOver() hand-over} and the next owner's first change. Balancers that run
     * go on until a change is published; that makes those anew whose factory is another one now, and keeps the others.
     */
    public void policies(Map<String, BalancerFactory> others) {
        if (owner != null) {
            throw new IllegalStateException("the state still belongs to " + owner.getName());
        }
        Set<String> names = new HashSet<>(policies.keySet());
        names.addAll(others.keySet());
        names.removeIf(name -> policies.get(name) == others.get(name));
        replaced.addAll(names);
        policies = Map.copyOf(others);
    }

    private void checkOwner() {
        Thread current = Thread.currentThread();
        if (owner == null) {
            owner = current;
        } else if (owner != current) {
            throw new IllegalStateException(
                    "the state is written by " + owner.getName() + " alone, not by " + current.getName());
        }
    }

    /** A specification that is ready to be published. Used once. */
    public final class Change {

        private final ProxySpec spec;
        private final AddressBook addresses;
        private final Map<String, Compiled> compiled;
        private final Map<String, Balancer> balancers;
        private final List<Balancer> created;

        private Change(ProxySpec spec, AddressBook addresses, Map<String, Compiled> compiled,
                Map<String, Balancer> balancers, List<Balancer> created) {
            this.spec = spec;
            this.addresses = addresses;
            this.compiled = compiled;
            this.balancers = balancers;
            this.created = created;
        }

        /**
         * Publishes it. Cannot fail: a policy that does is replaced.
         *
         * @return the endpoints that left, and get no new session from now on
         */
        public List<ProxyEndpoint> publish() {
            checkOwner();
            Map<String, BackendWriter> next = new LinkedHashMap<>();
            List<ProxyEndpoint> left = new ArrayList<>();
            for (BackendSpec backend : spec.backends().values()) {
                Balancer balancer = balancers.get(backend.name());
                if (balancer == null) {
                    throw new IllegalStateException("backend " + backend.name() + " was not prepared");
                }
                BackendWriter writer = backends.remove(backend.name());
                if (writer == null) {
                    writer = new BackendWriter(backend, balancer, loops, nanoClock);
                } else {
                    writer.configure(backend, balancer);
                }
                left.addAll(writer.settle(addresses));
                next.put(backend.name(), writer);
            }
            List<BackendWriter> gone = List.copyOf(backends.values());
            gone.forEach(backend -> left.addAll(backend.members()));
            left.forEach(ProxyEndpoint::leaves);
            backends = next;
            configureListeners();
            replaced.clear();
            StateWriter.this.publish(spec, shared.current().configVersion() + 1);
            backends.values().forEach(BackendWriter::closeRetired);
            gone.forEach(BackendWriter::close);
            return left;
        }

        private void configureListeners() {
            Map<String, ListenerWriter> next = new LinkedHashMap<>();
            for (ListenerSpec listener : spec.listeners().values()) {
                ListenerWriter running = listeners.get(listener.name());
                ListenerWriter writer = running == null ? new ListenerWriter(listener, loops) : running;
                writer.configure(listener, compiled.get(listener.name()));
                next.put(listener.name(), writer);
            }
            listeners = next;
        }

        /** Lets go of what was made for it. */
        public void discard() {
            for (Balancer balancer : created) {
                try {
                    balancer.close();
                } catch (Throwable e) {
                    // It was never used: how it dislikes being closed is of no interest to anyone.
                }
            }
        }
    }

    private record Context(String backend, Map<String, String> options, int loops, LongSupplier nanoClock)
            implements
                BalancerContext {
    }

    private static final class BadPolicy extends Exception {

        private static final long serialVersionUID = 1;

        private final transient Problem problem;

        BadPolicy(String key, String message) {
            super(message);
            this.problem = new Problem(key, message);
        }
    }
}
