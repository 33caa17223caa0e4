package io.janus.server;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.function.Function;

import io.janus.proxy.spec.HostPort;
import io.smallrye.config.SmallRyeConfig;

/**
 * Where health and metrics are served: what {@code --admin} says, else what Quarkus itself would use. It has to be known before
 * Quarkus starts, so that a taken port is reported before anything is accepted.
 */
public final class AdminAddress {

    private static final String HOST = "quarkus.http.host";
    private static final String PORT = "quarkus.http.port";

    private static final String NO_HOST = "must begin with an IP address or a host name of letters, digits, dots and hyphens";

    private AdminAddress() {
    }

    /**
     * The address that a Janus of this environment and without a file would use: where to ask if nothing says otherwise.
     *
     * @throws CommandRefusedException naming the key that has no address in it
     */
    public static HostPort configured() {
        return Configuration.read(null).adminAddress();
    }

    /**
     * The address that Quarkus would use: from the environment, system properties, the file, or the packed defaults.
     *
     * @param config all that Quarkus will read
     * @throws CommandRefusedException naming the key that has no address in it
     */
    static HostPort configured(SmallRyeConfig config) {
        String host = value(config, HOST, "a host name or an IP address. Maybe 127.0.0.1",
                text -> callable(HostPort.parse((text.indexOf(':') < 0 ? text : "[" + text + "]") + ":0")).host());
        int port = value(config, PORT, "a port from 0 to 65535. Maybe 9090",
                text -> HostPort.parse("localhost:" + text).port());
        return new HostPort(host, port);
    }

    private static <T> T value(SmallRyeConfig config, String key, String rule, Function<String, T> parser) {
        String text;
        try {
            text = config.getConfigValue(key).getValue();
        } catch (RuntimeException e) {
            // An expression that refers to itself, or to a secret that nothing can decode.
            throw new CommandRefusedException(key + ": has a ${…} that cannot be resolved. Maybe write the value itself.");
        }
        if (text == null) {
            throw new CommandRefusedException(key + ": refers to something that is not set. Maybe write the value itself.");
        }
        try {
            return parser.apply(text.strip());
        } catch (IllegalArgumentException e) {
            throw new CommandRefusedException(key + ": \"" + printable(text) + "\" must be " + rule + ".");
        }
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    /**
     * Checks that a URL can have this host: a name like {@code a_b} is none there.
     *
     * @throws IllegalArgumentException when it cannot; the message is fit for an operator
     */
    static HostPort callable(HostPort address) {
        try {
            if (new URI("http://" + address + "/").getHost() != null) {
                return address;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(NO_HOST, e);
        }
        throw new IllegalArgumentException(NO_HOST);
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
