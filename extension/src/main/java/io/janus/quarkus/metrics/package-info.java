/**
 * What {@code /q/metrics} says of Janus, and the budget of rendering it. Only part of an application that has Micrometer with
 * Prometheus.
 */
@NullMarked
package io.janus.quarkus.metrics;

import org.jspecify.annotations.NullMarked;
