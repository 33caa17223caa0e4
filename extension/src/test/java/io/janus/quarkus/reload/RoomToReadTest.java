package io.janus.quarkus.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.lang.reflect.Proxy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.sun.management.ThreadMXBean;

class RoomToReadTest {

    private static final long MIB = 1 << 20;

    /** Kept, or it would not be made. */
    private byte @Nullable [] reading;

    @Test
    void an_array_has_no_room_and_leaves_enough_of_it_afterwards() {
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
    void nothing_is_collected_in_vain(long eden, long free, long lastTook, String why) {
        assertThat(RoomToRead.arrayThatCollects(eden * MIB, free * MIB, lastTook * MIB)).as(why).isZero();
    }

    @Test
    void before_a_reading_there_is_an_array_when_the_last_one_took_more_than_is_free() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        RoomToRead room = new RoomToRead(eden(50 * MIB, 45 * MIB), threads);
        assertThat(allocatedBy(threads, room::make)).as("before the first").isLessThan(MIB);
        reading = new byte[(int) (16 * MIB)];
        room.taken();

        assertThat(allocatedBy(threads, room::make)).isBetween(5 * MIB, 6 * MIB);
    }

    @Test
    void with_another_collector_nothing_is_done() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        RoomToRead room = new RoomToRead(null, threads);
        room.make();
        reading = new byte[(int) (16 * MIB)];
        room.taken();

        assertThat(allocatedBy(threads, room::make)).isLessThan(MIB);
    }

    private static long allocatedBy(ThreadMXBean threads, Runnable task) {
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        task.run();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    }

    private static MemoryPoolMXBean eden(long committed, long used) {
        return (MemoryPoolMXBean) Proxy.newProxyInstance(RoomToReadTest.class.getClassLoader(),
                new Class<?>[] { MemoryPoolMXBean.class }, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getUsage" -> new MemoryUsage(0, used, committed, committed);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
