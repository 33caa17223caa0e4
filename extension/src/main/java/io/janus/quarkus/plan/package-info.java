/**
 * What a configuration would change, before it does: the differences between two specifications in an operator's words, and
 * what they mean for the traffic that runs.
 */
@NullMarked
package io.janus.quarkus.plan;

import org.jspecify.annotations.NullMarked;
