/**
 * The dashboard in a real browser, before a real server: every action, by pointer and by keyboard, in both themes, narrow and
 * with a thousand endpoints. Without a Chromium on the machine these tests are left out.
 */
@NullMarked
package io.janus.server.dashboard;

import org.jspecify.annotations.NullMarked;
