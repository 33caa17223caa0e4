package io.janus.it;

import java.util.List;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.janus.balancer.BackendSnapshot;
import io.janus.balancer.BalancerFactory;
import io.janus.balancer.PickRequest;
import io.janus.balancer.Picker;
import io.smallrye.common.annotation.Identifier;

/**
 * A balancer for HTTP: the request says in {@code x-endpoint} where it wants to go, and else goes to the first that accepts.
 */
public class EndpointByHeader {

    @Produces
    @Singleton
    @Identifier("by-header")
    BalancerFactory byHeader = context -> EndpointByHeader::picker;

    private static Picker picker(BackendSnapshot snapshot) {
        List<String> ids = snapshot.endpoints().stream().map(endpoint -> endpoint.id()).toList();
        return request -> pick(ids, request);
    }

    private static int pick(List<String> ids, PickRequest request) {
        @Nullable
        String wanted = request.header("X-Endpoint");
        for (int i = 0; i < ids.size(); i++) {
            if (request.accepts(i) && (wanted == null || wanted.equals(ids.get(i)))) {
                return i;
            }
        }
        return Picker.NONE;
    }
}
