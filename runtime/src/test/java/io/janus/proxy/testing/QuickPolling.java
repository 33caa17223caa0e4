package io.janus.proxy.testing;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Looks at once and then every few milliseconds at what a test waits for: what an event loop does takes less than one. */
public final class QuickPolling implements BeforeAllCallback {

    private static final Duration INTERVAL = Duration.ofMillis(5);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(INTERVAL);
    }
}
