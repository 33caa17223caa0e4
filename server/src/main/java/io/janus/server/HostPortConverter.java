package io.janus.server;

import io.janus.proxy.spec.HostPort;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code HOST:PORT} options. */
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
