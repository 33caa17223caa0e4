/**
 * The admin API below {@code /janus}: who may call it, what it says, and what it does. It runs on Quarkus's own event loops and
 * asks the control plane; no event loop of the data plane comes here.
 */
@NullMarked
package io.janus.quarkus.admin;

import org.jspecify.annotations.NullMarked;
