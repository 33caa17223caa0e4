/**
 * HTTP/1 messages as bytes: strict scanners that note where things are and allocate nothing. Knows nothing of Netty.
 */
@NullMarked
package io.janus.proxy.http.parse;

import org.jspecify.annotations.NullMarked;
