package io.janus.quarkus.reload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomToReadTest {

    private static final long MIB = 1 << 20;

    @Test
    void anArrayHasNoRoomAndLeavesEnoughOfItAfterwards() {
        long array = RoomToRead.arrayThatCollects(50 * MIB, 5 * MIB, 16 * MIB);

        assertThat(array).isGreaterThan(5 * MIB).isLessThan(50 * MIB - 20 * MIB);
    }

    @ParameterizedTest(name = "eden {0} MiB, free {1}, last took {2}: {3}")
    @CsvSource({
            "50, 5, 0, before the first nothing is known",
            "50, 20, 16, a quarter more than it took is free",
            "50, 1, 40, it would not have room afterwards either",
            "50, 25, 24, the array itself would take what is needed",
            "9000, 3000, 4000, no array is so long",
    })
    void nothingIsCollectedInVain(long eden, long free, long lastTook, String why) {
        assertThat(RoomToRead.arrayThatCollects(eden * MIB, free * MIB, lastTook * MIB)).as(why).isZero();
    }

    @Test
    void withAnotherCollectorNothingIsDone() {
        RoomToRead room = new RoomToRead(null, null);

        room.make();
        room.taken();
        room.make();
    }
}
