package io.janus.proxy.access;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The rings of all event loops: where the control plane gets what is to be written to access logs. */
public final class AccessRings {

    private final List<AccessRing> rings;

    /** @param loops how many event loops there are */
    public AccessRings(int loops) {
        this.rings = Stream.generate(AccessRing::new).limit(loops).toList();
    }

    /** The ring of one loop, for that loop. */
    public AccessRing of(int loop) {
        return rings.get(loop);
    }

    /**
     * Hands out what all rings hold now; each record is good until the call with it returns. Whoever drains excludes others
     * that do, for a ring has room for one reader; event loops are never held up. Any thread but theirs.
     *
     * @return how many there were
     */
    public synchronized int drain(Consumer<AccessRecord> to) {
        int count = 0;
        for (AccessRing ring : rings) {
            count += ring.drain(to);
        }
        return count;
    }

    /** How many records were dropped because their ring was full. Any thread. */
    public long dropped() {
        return rings.stream().mapToLong(AccessRing::dropped).sum();
    }
}
