package io.janus.proxy.state;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.route.Route;

/**
 * A route as event loops read it. Immutable.
 *
 * @param route the compiled route; null for the listener's default backend
 * @param backend where it leads; null when it denies or redirects
 * @param totals its numbers
 */
public record RouteState(@Nullable Route route, @Nullable BackendState backend, RouteTotals totals) {
}
