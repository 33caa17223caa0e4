/**
 * HTTP exchanges: one request and its response between a client connection and a pooled endpoint connection of the same loop.
 */
@NullMarked
package io.janus.proxy.http;

import org.jspecify.annotations.NullMarked;
