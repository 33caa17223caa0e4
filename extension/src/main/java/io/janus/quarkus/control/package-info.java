/**
 * The control plane itself: the one thread that writes the state, and the steps of starting, applying and stopping. Whatever
 * blocks happens elsewhere and comes back here as a task.
 */
@NullMarked
package io.janus.quarkus.control;

import org.jspecify.annotations.NullMarked;
