package io.janus.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.janus.quarkus.config.BackendConfig;
import io.janus.quarkus.config.EndpointConfig;
import io.janus.quarkus.config.HttpConfig;
import io.janus.quarkus.config.JanusConfig;
import io.janus.quarkus.config.ListenerConfig;
import io.janus.quarkus.config.ProbeConfig;
import io.janus.quarkus.config.RouteConfig;
import io.janus.quarkus.config.ShutdownConfig;

class NativeProcessorTest {

    @Test
    void every_interface_of_the_mapping_is_found_through_maps_lists_and_optionals() {
        Set<Class<?>> found = new LinkedHashSet<>();
        NativeProcessor.collect(JanusConfig.class, found);

        assertThat(found).contains(JanusConfig.class, ShutdownConfig.class, ListenerConfig.class, BackendConfig.class,
                EndpointConfig.class, ProbeConfig.class, BackendConfig.BalancerConfig.class, HttpConfig.class,
                RouteConfig.class,
                RouteConfig.MatchConfig.class, RouteConfig.RedirectConfig.class);
    }
}
