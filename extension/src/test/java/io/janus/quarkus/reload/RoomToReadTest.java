package io.janus.quarkus.reload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.sun.management.ThreadMXBean;

class RoomToReadTest {

    private static final long MIB = 1 << 20;

    /** Kept, or it would not be made. */
    private byte @Nullable [] reading;

    @ParameterizedTest(name = "eden {0} MiB, free {1}, last took {2}: {3}")
    @CsvSource({
            "50, 5, 16, true",
            "50, 19, 16, true",
            "50, 30, 39, true",
            "50, 5, 0, false",
            "50, 20, 16, false",
            "50, 1, 41, false",
    })
    void a_collection_is_wanted_when_a_reading_has_room_after_it_and_not_before(long eden, long free, long lastTook,
            boolean wanted) {
        assertThat(RoomToRead.isWanted(eden * MIB, free * MIB, lastTook * MIB)).isEqualTo(wanted);
    }

    @Test
    void before_a_reading_all_there_is_is_filled_at_the_most_when_the_last_one_took_more_than_is_free() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        RoomToRead room = new RoomToRead(eden(() -> 45 * MIB), threads);
        assertThat(allocatedBy(threads, room::make)).as("before the first").isLessThan(MIB);
        reading = new byte[(int) (16 * MIB)];
        room.taken();

        assertThat(allocatedBy(threads, room::make)).isBetween(50 * MIB, 51 * MIB);
    }

    @Test
    void it_is_filled_no_further_once_a_collection_has_come() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Iterator<Long> used = List.of(1L, 40L, 41L, 42L, 3L).iterator();
        RoomToRead room = new RoomToRead(eden(() -> used.next() * MIB), threads);
        room.make();
        reading = new byte[(int) (16 * MIB)];
        room.taken();

        room.make();
        assertThat(used).as("looks at what is used").isExhausted();
    }

    @Test
    void no_collection_comes_in_the_middle_of_a_reading() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-Xms96m", "-Xmn64m", "-cp", System.getProperty("java.class.path"),
                RoomToReadMain.class.getName()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("all well");
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

    /** Of 50 MiB. */
    private static MemoryPoolMXBean eden(LongSupplier used) {
        return (MemoryPoolMXBean) Proxy.newProxyInstance(RoomToReadTest.class.getClassLoader(),
                new Class<?>[] { MemoryPoolMXBean.class }, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getUsage" -> new MemoryUsage(0, used.getAsLong(), 50 * MIB, 50 * MIB);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
