package io.janus.proxy.state;

import io.janus.proxy.spec.ListenerSpec;

/**
 * A listener as event loops read it. Immutable.
 *
 * @param spec what the operator wants of it
 * @param backend where its sessions go
 */
public record ListenerState(ListenerSpec spec, BackendState backend) {
}
