/**
 * Clients over plain sockets, which can tell a reset, a truncation and a bare close apart, and never try again by themselves.
 */
@NullMarked
package io.janus.faults.client;

import org.jspecify.annotations.NullMarked;
