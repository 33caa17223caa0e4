package io.janus.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.spec.HostPort;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;

/**
 * Where health and metrics are served: what {@code --admin} says, else what Quarkus itself would use. It has to be known before
 * Quarkus starts, so that a taken port is reported before anything is accepted.
 */
public final class AdminAddress {

    private static final String HOST = "quarkus.http.host";
    private static final String PORT = "quarkus.http.port";

    /** The defaults packed into the server. */
    private static final String PACKED = "/application.yaml";

    /** The ordinals that Quarkus gives to these sources. */
    private static final int FILE_ORDINAL = 275;
    private static final int PACKED_ORDINAL = 255;

    private AdminAddress() {
    }

    /**
     * The address that Quarkus would use: from the environment, system properties, the file, or the packed defaults.
     *
     * @param file a configuration file that exists and can be read, or {@code null}
     */
    static HostPort configured(@Nullable Path file) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder().addDefaultInterceptors().addSystemSources();
        try {
            URL packed = AdminAddress.class.getResource(PACKED);
            if (packed != null) {
                builder.withSources(new YamlConfigSource(packed, PACKED_ORDINAL));
            }
            if (file != null) {
                builder.withSources(new YamlConfigSource(file.toUri().toURL(), FILE_ORDINAL));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SmallRyeConfig config = builder.build();
        return new HostPort(config.getValue(HOST, String.class), config.getValue(PORT, Integer.class));
    }

    /** Makes Quarkus serve there. Only before it starts. */
    static void use(HostPort address) {
        System.setProperty(HOST, address.host());
        System.setProperty(PORT, Integer.toString(address.port()));
    }

    /** A URL below an address, where the address of all interfaces becomes one that can be called. */
    public static URI url(HostPort address, String path) {
        String host = switch (address.host()) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::" -> "::1";
            default -> address.host();
        };
        return URI.create("http://" + new HostPort(host, address.port()) + path);
    }
}
