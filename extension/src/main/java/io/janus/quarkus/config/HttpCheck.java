package io.janus.quarkus.config;

import java.util.ArrayList;
import java.util.List;

import io.janus.proxy.spec.AddressRange;
import io.janus.proxy.spec.HttpSpec;
import io.janus.quarkus.config.ListenerCheck.BackendNames;

/** Makes the specification of what an HTTP listener does. */
final class HttpCheck {

    private final Checks checks;
    private final RouteCheck routes;

    HttpCheck(BackendNames backends, Checks checks) {
        this.checks = checks;
        this.routes = new RouteCheck(backends, checks);
    }

    /** What is wrong is left out of it. */
    HttpSpec spec(String name, ListenerConfig listener) {
        ListenerConfig.TimeoutsConfig timeouts = listener.timeouts();
        return new HttpSpec(listener.backend(), routes.specs("listeners." + name + ".routes", listener.routes()),
                limits(name, listener.http()),
                new HttpSpec.Timeouts(timeouts.head(), timeouts.idle(), timeouts.stall(), timeouts.tunnel()),
                trusted(name, listener.forwarded()), listener.via());
    }

    private HttpSpec.Limits limits(String name, HttpConfig http) {
        int maxHead = (int) http.maxHead().asLongValue();
        int maxRequestLine = (int) http.maxRequestLine().asLongValue();
        String key = "listeners." + name + ".http.max-request-line";
        if (maxRequestLine > maxHead && checks.isSet("listeners", name, "http", "max-request-line")
                && !checks.findings().doubts(key)) {
            String head = SizeRule.written(maxHead);
            checks.refuse(key, checks.written("", "listeners", name, "http", "max-request-line"),
                    "must not be larger than max-head, which is " + head + " and includes the request line. Maybe write " + head
                            + ".");
        }
        return new HttpSpec.Limits(maxHead, http.maxHeaders(), Math.min(maxRequestLine, maxHead),
                (int) http.maxTrailers().asLongValue(), http.maxRequestsPerConnection(), http.maxBody().asLongValue());
    }

    private List<AddressRange> trusted(String name, ListenerConfig.ForwardedConfig forwarded) {
        List<AddressRange> ranges = new ArrayList<>();
        List<String> texts = forwarded.trusted().orElse(List.of());
        for (int i = 0; i < texts.size(); i++) {
            AddressRange range = checks.read("listeners." + name + ".forwarded.trusted[" + i + "]", texts.get(i),
                    RangeText::read);
            if (range != null) {
                ranges.add(range);
            }
        }
        return ranges;
    }
}
