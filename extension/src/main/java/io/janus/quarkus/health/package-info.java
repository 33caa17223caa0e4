/**
 * What {@code /q/health} says of Janus. Only part of an application that has SmallRye Health.
 */
@NullMarked
package io.janus.quarkus.health;

import org.jspecify.annotations.NullMarked;
