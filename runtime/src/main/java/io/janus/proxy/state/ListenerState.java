package io.janus.proxy.state;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.spec.ListenerSpec;

/**
 * A listener as event loops read it. Immutable.
 *
 * @param spec what the operator wants of it
 * @param sessionBackend where its sessions go; null when it speaks HTTP
 * @param http what it does with requests; null when it speaks TCP
 */
public record ListenerState(ListenerSpec spec, @Nullable BackendState sessionBackend, @Nullable HttpState http) {
}
