package io.janus.proxy.state;

/**
 * Where the planes meet: one reference to an immutable {@link ProxyState}. Everyone may read it, at the price of one volatile
 * read; {@link StateWriter} alone writes it.
 */
public final class SharedState {

    /** Written by the control loop through {@link StateWriter}, read by everyone. */
    private volatile ProxyState current = ProxyState.EMPTY;

    /** What is in force now. Hold on to the answer for one decision, not for longer. */
    public ProxyState current() {
        return current;
    }

    void publish(ProxyState next) {
        current = next;
    }
}
