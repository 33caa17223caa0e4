/**
 * Janus in a Quarkus application: {@link io.janus.quarkus.JanusControl} is the bean that starts it, reloads it and answers for
 * it. Everything it is made of lies in the packages below, one duty each.
 */
@NullMarked
package io.janus.quarkus;

import org.jspecify.annotations.NullMarked;
