package io.janus.proxy.io;

import java.util.Arrays;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/** The {@link Timed} things of one loop: an array, so that a tick walks memory in order. Confined to its loop. */
final class TimedSet {

    private @Nullable Timed[] members = new Timed[64];
    private int size;

    void add(Timed timed) {
        if (size == members.length) {
            members = Arrays.copyOf(members, size * 2);
        }
        timed.slot = size;
        members[size++] = timed;
    }

    /** Takes one out by moving the last into its place. Does nothing when it is not in. */
    void remove(Timed timed) {
        int slot = timed.slot;
        if (slot < 0) {
            return;
        }
        Timed last = members[--size];
        members[size] = null;
        timed.slot = -1;
        if (last != null && last != timed) {
            members[slot] = last;
            last.slot = slot;
        }
    }

    /** Walks from the last to the first, so that whoever is visited may take itself out. */
    void forEach(Consumer<Timed> visitor) {
        for (int i = size - 1; i >= 0; i--) {
            Timed timed = i < size ? members[i] : null;
            if (timed != null) {
                visitor.accept(timed);
            }
        }
    }
}
