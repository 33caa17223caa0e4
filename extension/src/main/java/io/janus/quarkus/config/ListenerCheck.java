package io.janus.quarkus.config;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.spec.AccessLogSpec;
import io.janus.proxy.spec.ListenerSpec;
import io.janus.proxy.spec.ProtocolSpec;
import io.janus.proxy.spec.TcpSpec;
import io.janus.quarkus.config.ListenerConfig.Protocol;

/** Makes the specification of a listener. */
final class ListenerCheck {

    /** What means nothing to a listener that passes bytes through. */
    private static final List<String> HTTP_ONLY = List.of("timeouts", "http", "forwarded", "via", "routes");

    private final Checks checks;
    private final BackendNames backends;
    private final HttpCheck http;
    private final AccessLogCheck accessLogs;

    /** @param backends the names of those that are configured */
    ListenerCheck(Set<String> backends, Checks checks) {
        this.checks = checks;
        this.backends = new BackendNames(backends, checks);
        this.http = new HttpCheck(this.backends, checks);
        this.accessLogs = new AccessLogCheck(checks);
    }

    /** Null when what is wrong leaves no specification. */
    @Nullable
    ListenerSpec spec(String name, ListenerConfig listener) {
        String key = "listeners." + name;
        String bind = checks.required(key + ".bind", listener.bind(),
                "an address to listen on. Maybe write bind: 127.0.0.1:8080.");
        Protocol protocol = checks.required(key + ".protocol", listener.protocol(), "http or tcp. Maybe write protocol: http.");
        InetSocketAddress address = bind == null ? null : checks.read(key + ".bind", bind, Addresses::bind);
        if (protocol == Protocol.TCP) {
            refuseHttpKeys(name);
            backends.require(key + ".backend", listener.backend(), ".");
        } else if (listener.routes().isEmpty() && !checks.findings().mayExist(key + ".routes")) {
            backends.require(key + ".backend", listener.backend(),
                    protocol == null ? "." : ", for without routes every request would be answered 404.");
        } else {
            backends.check(key + ".backend", listener.backend());
        }
        ProtocolSpec spec = protocol == Protocol.TCP ? listener.backend().map(TcpSpec::new).orElse(null)
                : http.spec(name, listener);
        Optional<AccessLogSpec> accessLog = listener.accessLog()
                .map(log -> accessLogs.spec(key + ".access-log", log, protocol == Protocol.TCP));
        return address == null || protocol == null || spec == null ? null
                : new ListenerSpec(name, address, listener.maxConnections(), spec, accessLog);
    }

    private void refuseHttpKeys(String listener) {
        for (String key : HTTP_ONLY) {
            if (checks.isSet("listeners", listener, key)) {
                checks.findings().key("listeners." + listener + "." + key,
                        "is for protocol: http only, and this listener has protocol: tcp. "
                                + (key.equals("timeouts") ? "Maybe set timeouts of the backend."
                                        : "Maybe remove it, or write protocol: http."));
            }
        }
    }

    /** The names of backends that listeners and routes may lead to. */
    record BackendNames(Set<String> names, Checks checks) {

        /** @param why what to say behind the rule */
        void require(String key, Optional<String> backend, String why) {
            if (checks.required(key, backend, "the name of a backend" + why + " " + hint(null)) != null) {
                check(key, backend);
            }
        }

        /** Refuses a name that no backend has. */
        void check(String key, Optional<String> backend) {
            backend.ifPresent(name -> {
                if (!names.contains(name) && !checks.findings().mayExist("backends." + name)) {
                    checks.refuse(key, name, "must be the name of a backend. " + hint(name));
                }
            });
        }

        private String hint(@Nullable String written) {
            return Checks.nearest(written, names, "There is none yet: add it below backends:.");
        }
    }
}
