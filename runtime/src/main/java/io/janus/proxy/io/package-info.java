/**
 * Event loops, the transport beneath them, and one connection: everything that is the same for every protocol.
 */
@NullMarked
package io.janus.proxy.io;

import org.jspecify.annotations.NullMarked;
