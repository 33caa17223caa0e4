package io.janus.proxy.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import io.netty.buffer.PooledByteBufAllocator;

@Isolated("a class that ends meanwhile would be blamed for the leak")
class LeakDetectionTest {

    @Test
    void a_buffer_that_nobody_releases_is_found() {
        leak();

        List<String> found = new ArrayList<>();
        await().until(() -> {
            found.addAll(LeakDetection.collect());
            return !found.isEmpty();
        });

        assertThat(found).singleElement().asString().contains("LeakDetectionTest.leak");
    }

    @Test
    void a_buffer_that_was_released_is_not() {
        PooledByteBufAllocator.DEFAULT.directBuffer(16).release();

        assertThat(LeakDetection.collect()).isEmpty();
    }

    private static void leak() {
        PooledByteBufAllocator.DEFAULT.directBuffer(16).writeByte(1);
    }
}
