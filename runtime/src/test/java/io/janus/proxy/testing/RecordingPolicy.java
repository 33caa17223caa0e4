package io.janus.proxy.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.janus.balancer.BackendSnapshot;
import io.janus.balancer.Balancer;
import io.janus.balancer.BalancerContext;
import io.janus.balancer.BalancerFactory;
import io.janus.balancer.Outcome;
import io.janus.balancer.PickRequest;
import io.janus.balancer.Picker;

/** Tries endpoints in order, and remembers everything it is told. Read by the test while event loops write. */
public final class RecordingPolicy implements BalancerFactory {

    private final List<RecordingBalancer> balancers = new CopyOnWriteArrayList<>();

    /** What a picker was told. */
    public record Observation(int index, Outcome outcome, long latencyNanos) {
    }

    @Override
    public Balancer create(BalancerContext context) {
        RecordingBalancer balancer = new RecordingBalancer(context);
        balancers.add(balancer);
        return balancer;
    }

    /** All balancers it ever made, the first first. */
    public List<RecordingBalancer> balancers() {
        return balancers;
    }

    /** The one balancer it made. */
    public RecordingBalancer balancer() {
        if (balancers.size() != 1) {
            throw new AssertionError("there are " + balancers.size() + " balancers, not one");
        }
        return balancers.get(0);
    }

    /** Remembers its memberships and whether it was closed. */
    public static final class RecordingBalancer implements Balancer {

        private final BalancerContext context;
        private final List<RecordingPicker> pickers = new CopyOnWriteArrayList<>();
        private int closed;

        RecordingBalancer(BalancerContext context) {
            this.context = context;
        }

        @Override
        public Picker update(BackendSnapshot snapshot) {
            RecordingPicker picker = new RecordingPicker(snapshot);
            pickers.add(picker);
            return picker;
        }

        @Override
        public synchronized void close() {
            closed++;
        }

        public BalancerContext context() {
            return context;
        }

        /** One for each update, the first first. */
        public List<RecordingPicker> pickers() {
            return pickers;
        }

        /** The picker of the last update. */
        public RecordingPicker picker() {
            return pickers.get(pickers.size() - 1);
        }

        public synchronized int timesClosed() {
            return closed;
        }
    }

    /** Remembers its picks and its observations. */
    public static final class RecordingPicker implements Picker {

        private final BackendSnapshot snapshot;
        private final List<Integer> picked = new CopyOnWriteArrayList<>();
        private final List<Observation> observed = new CopyOnWriteArrayList<>();

        RecordingPicker(BackendSnapshot snapshot) {
            this.snapshot = snapshot;
        }

        @Override
        public int pick(PickRequest request) {
            int index = 0;
            while (index < snapshot.endpoints().size() && !request.accepts(index)) {
                index++;
            }
            if (index == snapshot.endpoints().size()) {
                return NONE;
            }
            picked.add(index);
            return index;
        }

        @Override
        public void observe(int index, Outcome outcome, long latencyNanos) {
            observed.add(new Observation(index, outcome, latencyNanos));
        }

        public BackendSnapshot snapshot() {
            return snapshot;
        }

        /** The ids in the snapshot. */
        public List<String> ids() {
            return snapshot.endpoints().stream().map(endpoint -> endpoint.id()).toList();
        }

        public List<Integer> picked() {
            return picked;
        }

        public List<Observation> observed() {
            return observed;
        }

        /** The outcomes alone, in order. */
        public List<Outcome> outcomes() {
            return observed.stream().map(Observation::outcome).toList();
        }
    }
}
