/**
 * Listeners: binding, accepting, limiting, stopping.
 */
@NullMarked
package io.janus.proxy.listen;

import org.jspecify.annotations.NullMarked;
