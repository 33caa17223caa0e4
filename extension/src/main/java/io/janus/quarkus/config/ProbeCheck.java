package io.janus.quarkus.config;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import io.janus.proxy.spec.ProbeSpec;
import io.janus.proxy.spec.ProbeSpec.Http;
import io.janus.proxy.spec.ProbeSpec.Tcp;

/** Makes the specification of how a backend's endpoints are probed. */
final class ProbeCheck {

    private static final List<String> OF_HTTP = List.of("host", "path", "status");

    private final Checks checks;

    ProbeCheck(Checks checks) {
        this.checks = checks;
    }

    /** What is wrong is left out of it. */
    ProbeSpec spec(String backend, ProbeConfig probe) {
        String key = "backends." + backend + ".probe";
        boolean asksHttp = OF_HTTP.stream().anyMatch(name -> isSet(backend, name));
        checks.required(key + ".type", probe.type(), "tcp or http. Maybe write type: " + (asksHttp ? "http" : "tcp") + ".");
        boolean isTcp = probe.type().filter(ProbeConfig.Type.TCP::equals).isPresent();
        if (isTcp && !checks.findings().doubts(key + ".type")) {
            refuseHttpKeys(backend, key);
        }
        ProbeSpec.Kind kind = isTcp ? new Tcp() : http(key, probe);
        return new ProbeSpec(kind, probe.port().map(OptionalInt::of).orElse(OptionalInt.empty()), probe.interval(),
                probe.timeout(), probe.healthyThreshold(), probe.unhealthyThreshold());
    }

    private void refuseHttpKeys(String backend, String key) {
        for (String name : OF_HTTP) {
            if (isSet(backend, name) && !checks.findings().mayExist(key + "." + name)) {
                checks.findings().key(key + "." + name,
                        "is for probes of type http, and this one is of type tcp. Maybe remove it, or write type: http.");
            }
        }
    }

    private boolean isSet(String backend, String name) {
        return checks.isSet("backends", backend, "probe", name);
    }

    private Http http(String key, ProbeConfig probe) {
        String path = checks.read(key + ".path", probe.path(), ProbeText::path);
        Optional<String> host = checks.read(key, "host", probe.host(), ProbeText::host);
        ProbeText.Statuses statuses = checks.read(key + ".status", probe.status(), ProbeText::statuses);
        return new Http(path == null ? "/" : path, host, statuses == null ? ProbeText.FIRST_FINAL : statuses.from(),
                statuses == null ? ProbeText.LAST : statuses.to());
    }
}
