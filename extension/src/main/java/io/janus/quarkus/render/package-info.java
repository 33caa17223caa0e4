/** The budget of what readers ask for: rendered by one thread, at most once a second, and shared by all of them. */
@NullMarked
package io.janus.quarkus.render;

import org.jspecify.annotations.NullMarked;
