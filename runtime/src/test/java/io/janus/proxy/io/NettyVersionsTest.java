package io.janus.proxy.io;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.netty.util.Version;

class NettyVersionsTest {

    @ParameterizedTest
    @ValueSource(strings = { "netty-transport", "netty-transport-native-epoll" })
    void saysWhatNettyItselfSays(String artifact) {
        assertThat(NettyVersions.of(artifact)).contains(requireNonNull(Version.identify().get(artifact)).artifactVersion());
    }

    @Test
    void knowsNothingOfWhatIsNotThere() {
        assertThat(NettyVersions.of("netty-nothing")).isEmpty();
    }
}
