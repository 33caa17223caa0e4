package io.janus.quarkus.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/** The program that {@link RoomToReadTest} runs in a process with Janus's collector, and an eden of some 50 MiB. */
final class RoomToReadMain {

    private static final int READINGS = 40;

    /** Of 9 MiB, in pieces as small as those of a parser. */
    private static final int PIECES = 9 << 10;
    private static final int PIECE = (1 << 10) - 16;

    private RoomToReadMain() {
    }

    /** @param arguments none */
    public static void main(String[] arguments) {
        RoomToRead room = new RoomToRead();
        long within = 0;
        long begun = collections();
        for (int i = 0; i < READINGS; i++) {
            room.make();
            long before = collections();
            byte[][] reading = new byte[PIECES][];
            for (int piece = 0; piece < PIECES; piece++) {
                reading[piece] = new byte[PIECE];
            }
            within += collections() - before;
            assertThat(reading[PIECES - 1]).hasSize(PIECE);
            room.taken();
        }

        assertThat(collections() - begun).as("collections").isPositive();
        assertThat(within).as("collections in the middle of a reading").isZero();
        System.out.println("all well");
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount).sum();
    }
}
