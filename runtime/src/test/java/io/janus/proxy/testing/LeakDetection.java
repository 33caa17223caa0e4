package io.janus.proxy.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;

/**
 * Makes the tests fail when a buffer was collected that nobody had released. Registered for every class of the module: a class
 * fails for what was found until it ended, and the run for what was found only then. As classes run side by side, the one that
 * fails is not always the one that leaked, but the report names the place.
 */
public final class LeakDetection implements AfterAllCallback {

    /** Two collections: what the first one finds reachable only through a finished thread, the second finds free. */
    private static final int COLLECTIONS = 2;

    private static final ConcurrentLinkedQueue<String> LEAKS = new ConcurrentLinkedQueue<>();

    static {
        // Before the first buffer class is loaded, for that is when the detector is made.
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new ResourceLeakDetectorFactory() {
            @Override
            @SuppressWarnings("deprecation") // the factory's only abstract method is the deprecated one
            public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int samplingInterval,
                    long maxActive) {
                return new Telling<>(resource, samplingInterval);
            }
        });
    }

    @Override
    public void afterAll(ExtensionContext context) {
        context.getRoot().getStore(Namespace.create(LeakDetection.class)).computeIfAbsent(LastLook.class);
        assertNone(found());
    }

    private static void assertNone(List<String> found) {
        if (!found.isEmpty()) {
            throw new AssertionError(found.size() + " resources leaked:\n" + String.join("\n", found));
        }
    }

    /** Forces a collection, which holds up whatever runs, and answers what was found to have leaked since the last time. */
    static List<String> collect() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            // The detector looks at what was collected when something new is allocated.
            ByteBuf probe = PooledByteBufAllocator.DEFAULT.directBuffer(1);
            probe.release();
        }
        return found();
    }

    private static List<String> found() {
        List<String> found = new ArrayList<>();
        for (String leak = LEAKS.poll(); leak != null; leak = LEAKS.poll()) {
            found.add(leak);
        }
        return found;
    }

    /** Closed when the last class has ended: only then does a collection hold up no test that looks at the clock. */
    private static final class LastLook implements AutoCloseable {

        @Override
        public void close() {
            assertNone(collect());
        }
    }

    private static final class Telling<T> extends ResourceLeakDetector<T> {

        Telling(Class<T> resource, int samplingInterval) {
            super(resource, samplingInterval);
        }

        @Override
        protected boolean needReport() {
            return true;
        }

        @Override
        protected void reportTracedLeak(String resourceType, String records) {
            LEAKS.add(resourceType + records);
        }

        @Override
        protected void reportUntracedLeak(String resourceType) {
            LEAKS.add(resourceType);
        }
    }
}
