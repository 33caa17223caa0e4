/**
 * What is sent on: the heads of requests and responses as the other side gets them, and who the client is.
 */
@NullMarked
package io.janus.proxy.http.forward;

import org.jspecify.annotations.NullMarked;
