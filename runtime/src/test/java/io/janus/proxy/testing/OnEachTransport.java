package io.janus.proxy.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.janus.proxy.io.Transport;
import io.netty.channel.epoll.Epoll;

/** A test that runs on every transport this machine has; it is handed the {@link Transport}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{displayName} on {0}")
@MethodSource("io.janus.proxy.testing.OnEachTransport$Transports#all")
public @interface OnEachTransport {

    /** The transports of this machine. */
    final class Transports {

        private Transports() {
        }

        public static Stream<Transport> all() {
            return Stream.of(Transport.values()).filter(t -> t != Transport.EPOLL || Epoll.isAvailable());
        }
    }
}
