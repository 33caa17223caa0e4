/**
 * TCP sessions: two connections of one loop, joined.
 */
@NullMarked
package io.janus.proxy.tcp;

import org.jspecify.annotations.NullMarked;
