/**
 * The commands that talk to a running Janus: what they ask of its admin side, and how they show the answers. Everything
 * that came from there is untrusted: bounded in size and time, and without control characters once it reaches a terminal.
 */
@NullMarked
package io.janus.server.admin;

import org.jspecify.annotations.NullMarked;
