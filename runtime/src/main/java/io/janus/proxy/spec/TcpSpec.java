package io.janus.proxy.spec;

import java.util.Set;

/**
 * Bytes, passed through as they are.
 *
 * @param backend the name of the backend that takes the sessions
 */
public record TcpSpec(String backend) implements ProtocolSpec {

    @Override
    public Set<String> backends() {
        return Set.of(backend);
    }
}
