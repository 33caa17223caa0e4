/**
 * What event loops note of each request and session for the access log, and the bounded rings through which it reaches the
 * control plane. Nothing here formats, blocks or, once warm, allocates; where no listener has a log, nothing here runs.
 */
@NullMarked
package io.janus.proxy.access;

import org.jspecify.annotations.NullMarked;
