package io.janus.server;

import io.janus.proxy.spec.HostPort;
import io.quarkus.runtime.annotations.RegisterForReflection;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code HOST:PORT} options. */
@RegisterForReflection // picocli makes it by its constructor, and Quarkus registers only what has its annotations
public final class HostPortConverter implements ITypeConverter<HostPort> {

    @Override
    public HostPort convert(String value) {
        try {
            return AdminAddress.callable(HostPort.parse(value));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + value + "' " + e.getMessage() + ". Maybe 127.0.0.1:9090.");
        }
    }
}
