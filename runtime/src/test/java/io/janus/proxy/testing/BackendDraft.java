package io.janus.proxy.testing;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.janus.proxy.spec.BackendSpec;
import io.janus.proxy.spec.BackendSpec.OnDown;
import io.janus.proxy.spec.BalancerSpec;
import io.janus.proxy.spec.EndpointSpec;
import io.janus.proxy.spec.HostPort;

/** A backend in few words. Its defaults are the product's, but for the policy: endpoints are tried in order. */
public final class BackendDraft {

    private final String name;
    private final Map<String, EndpointSpec> endpoints = new LinkedHashMap<>();
    private BalancerSpec balancer = new BalancerSpec(Policies.IN_ORDER, Map.of());
    private Duration connectTimeout = Duration.ofSeconds(2);
    private Duration idleTimeout = Duration.ofHours(1);
    private int maxAttempts = 2;
    private boolean failOpen = true;

    BackendDraft(String name) {
        this.name = name;
    }

    /** Endpoints {@code a}, {@code b}, … of weight 1. */
    public BackendDraft endpoints(InetSocketAddress... addresses) {
        char id = 'a';
        for (InetSocketAddress address : addresses) {
            endpoint(String.valueOf(id++), address);
        }
        return this;
    }

    public BackendDraft endpoint(String id, InetSocketAddress address) {
        return endpoint(id, address, 1);
    }

    public BackendDraft endpoint(String id, InetSocketAddress address, int weight) {
        return endpoint(id, new HostPort(address.getAddress().getHostAddress(), address.getPort()), weight);
    }

    public BackendDraft endpoint(String id, HostPort address, int weight) {
        endpoints.put(id, new EndpointSpec(id, address, weight, Map.of()));
        return this;
    }

    public BackendDraft policy(String type) {
        return policy(type, Map.of());
    }

    public BackendDraft policy(String type, Map<String, String> options) {
        balancer = new BalancerSpec(type, options);
        return this;
    }

    public BackendDraft connectTimeout(Duration timeout) {
        connectTimeout = timeout;
        return this;
    }

    public BackendDraft idleTimeout(Duration timeout) {
        idleTimeout = timeout;
        return this;
    }

    public BackendDraft maxAttempts(int attempts) {
        maxAttempts = attempts;
        return this;
    }

    /** None is used when all are down. */
    public BackendDraft failClosed() {
        failOpen = false;
        return this;
    }

    BackendSpec build() {
        return new BackendSpec(name, balancer, endpoints, Optional.empty(), connectTimeout, idleTimeout, maxAttempts, failOpen,
                OnDown.KEEP, Duration.ZERO, Duration.ofSeconds(30));
    }
}
