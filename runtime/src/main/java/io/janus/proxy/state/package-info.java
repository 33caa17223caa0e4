/**
 * What event loops read: one immutable {@link io.janus.proxy.state.ProxyState}, published by one writer, with endpoint
 * objects that stay the same while their identity lasts.
 */
@NullMarked
package io.janus.proxy.state;

import org.jspecify.annotations.NullMarked;
