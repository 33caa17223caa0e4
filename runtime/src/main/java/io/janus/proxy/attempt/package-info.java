/**
 * One try of a session or an exchange on one endpoint: picked through the backend's policy, counted in flight, observed once.
 */
@NullMarked
package io.janus.proxy.attempt;

import org.jspecify.annotations.NullMarked;
