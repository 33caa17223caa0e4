/**
 * The data plane's front door: {@link io.janus.proxy.Proxy} starts the event loops, applies specifications and stops. The
 * other packages are its parts; a newcomer reads {@code spec}, then {@code state}, then {@code tcp}.
 */
@NullMarked
package io.janus.proxy;

import org.jspecify.annotations.NullMarked;
