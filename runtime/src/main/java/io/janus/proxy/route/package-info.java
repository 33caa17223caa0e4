/**
 * Which route a request takes: paths and hosts in canonical form, and compiled tables to look them up in.
 */
@NullMarked
package io.janus.proxy.route;

import org.jspecify.annotations.NullMarked;
