package io.janus.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.janus.faults.endpoint.Act;
import io.janus.faults.process.EndpointProcess;
import io.janus.faults.process.FaultBed;

/** One fault after the other, each begun and ended, on one or two endpoints or on Janus itself. */
final class StormFaults {

    private enum Fault {
        KILL,
        DRAIN,
        FREEZE,
        REFUSE,
        BLACK_HOLE,
        MISBEHAVE,
        DELAY,
        PAUSE_JANUS,
        RELOAD
    }

    /** All that ends by itself or by a time limit of Janus's; an upgrade is not asked for here. */
    private static final List<Act> ACTS = Stream.of(Act.values()).filter(act -> act != Act.UPGRADE && act != Act.DRIP).toList();

    /** Faults and the pauses between them last for so many requests at most: about a second. */
    private static final int LONGEST = 150;

    /** There are more ways to misbehave than other faults. */
    private static final int MORE_MISBEHAVIOUR = 2;
    private static final int PLANS = 3;

    private final FaultBed bed;
    private final Random random;

    /** Dealt like cards: a short storm has all of them too. */
    private final List<Fault> deck = new ArrayList<>();
    private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);

    StormFaults(FaultBed bed, long seed) {
        this.bed = bed;
        this.random = new Random(~seed);
    }

    void next() throws Exception {
        if (deck.isEmpty()) {
            deck.addAll(List.of(Fault.values()));
            deck.addAll(Collections.nCopies(MORE_MISBEHAVIOUR, Fault.MISBEHAVE));
            Collections.shuffle(deck, random);
        }
        Fault fault = deck.remove(deck.size() - 1);
        counts.merge(fault, 1, Integer::sum);
        EndpointProcess victim = bed.endpoints().get(random.nextInt(bed.endpoints().size()));
        switch (fault) {
            case KILL -> {
                victim.kill();
                last();
                victim.restart();
            }
            case DRAIN -> {
                victim.drain();
                victim.restart();
            }
            case FREEZE -> {
                victim.freeze();
                last();
                last();
                victim.thaw();
            }
            case REFUSE, BLACK_HOLE -> {
                victim.control(fault == Fault.REFUSE ? "refuse" : "black-hole");
                last();
                victim.control("accept");
            }
            case MISBEHAVE -> misbehave(victim);
            case DELAY -> {
                victim.control("delay " + random.nextInt(300));
                last();
                victim.control("delay 0");
            }
            case PAUSE_JANUS -> {
                bed.janus().signal("STOP");
                last();
                bed.janus().signal("CONT");
            }
            case RELOAD -> bed.janus().reload(StormIT.configuration(bed, random.nextInt(256)).text());
        }
        last();
    }

    private void misbehave(EndpointProcess victim) throws IOException {
        for (int i = 0; i < PLANS; i++) {
            plan(victim);
            last();
        }
        for (EndpointProcess endpoint : bed.endpoints()) {
            endpoint.control("plan 0 ANSWER");
        }
    }

    private void plan(EndpointProcess victim) throws IOException {
        String acts = random.ints(1 + random.nextInt(3), 0, ACTS.size()).mapToObj(i -> ACTS.get(i).name())
                .collect(Collectors.joining(","));
        for (EndpointProcess endpoint : random.nextBoolean() ? bed.endpoints() : List.of(victim)) {
            endpoint.control("plan " + (1 + random.nextInt(60)) + " " + acts);
        }
    }

    private void last() {
        bed.awaitRequests(1 + random.nextInt(LONGEST));
    }

    @Override
    public String toString() {
        return "faults: " + counts;
    }
}
