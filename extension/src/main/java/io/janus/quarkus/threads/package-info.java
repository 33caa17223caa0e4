/** The threads of the control plane, and how their work stays out of the way of requests. */
@NullMarked
package io.janus.quarkus.threads;

import org.jspecify.annotations.NullMarked;
