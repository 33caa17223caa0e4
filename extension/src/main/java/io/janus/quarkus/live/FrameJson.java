package io.janus.quarkus.live;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import io.janus.proxy.listen.Listener;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.HttpState;
import io.janus.proxy.state.ProxyEndpoint;
import io.janus.proxy.state.RouteTotals;
import io.janus.proxy.stats.LatencyHistogram;

/** Writes a frame. Its fields are described in {@code META-INF/janus-admin-api.yaml}. */
final class FrameJson {

    /** More than people look at, and a frame of ten thousand routes would be a megabyte a second for each reader. */
    static final int MOST_ROUTES = 1000;

    private static final JsonFactory JSON = new JsonFactory();

    /** A frame of a usual configuration. */
    private static final int USUAL_BYTES = 4096;

    private static final double NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final View view;
    private final Rates rates;
    private final JsonGenerator out;

    private FrameJson(View view, Rates rates, JsonGenerator out) {
        this.view = view;
        this.rates = rates;
        this.out = out;
    }

    /**
     * @param lastEvent the number of the last event there was
     * @return one line
     */
    static byte[] write(View view, Rates rates, Instant at, long revision, long lastEvent) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField("at", at.truncatedTo(ChronoUnit.MILLIS).toString());
            out.writeNumberField("revision", revision);
            out.writeNumberField("configVersion", view.state().configVersion());
            out.writeNumberField("lastEvent", lastEvent);
            out.writeNumberField("openConnections", view.openConnections());
            FrameJson frame = new FrameJson(view, rates, out);
            frame.millis("loopLagP99Millis", rates.of(view.lag()), 0.99);
            frame.listeners();
            frame.routes();
            frame.backends();
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    private void listeners() throws IOException {
        out.writeArrayFieldStart("listeners");
        for (View.Bound bound : view.listeners()) {
            Listener listener = bound.listener();
            HttpState http = bound.http();
            out.writeStartObject();
            out.writeStringField("name", listener.name());
            out.writeNumberField("connections", listener.connections());
            rate("connectionsPerSecond", rates.of(listener, Totals.CONNECTIONS));
            if (http == null) {
                rate("errorsPerSecond", rates.of(listener, Totals.ERRORS));
            } else {
                rate("requestsPerSecond", ofAllRoutes(http, Totals.REQUESTS));
                rate("errorsPerSecond", ofAllRoutes(http, Totals.SERVER_ERRORS));
                rate("clientErrorsPerSecond", ofAllRoutes(http, Totals.CLIENT_ERRORS));
            }
            rate("bytesInPerSecond", rates.of(listener, Totals.BYTES_IN));
            rate("bytesOutPerSecond", rates.of(listener, Totals.BYTES_OUT));
            latencies(rates.of(http == null ? listener.sessionDuration() : listener.requestDuration()));
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private double ofAllRoutes(HttpState http, int total) {
        double sum = 0;
        for (RouteTotals route : http.totals()) {
            sum += rates.of(route, total);
        }
        return sum;
    }

    private record Routed(String listener, RouteTotals route, double requests, double errors) {
    }

    private void routes() throws IOException {
        List<Routed> all = new ArrayList<>();
        for (View.Bound bound : view.listeners()) {
            HttpState http = bound.http();
            for (RouteTotals route : http == null ? List.<RouteTotals> of() : http.totals()) {
                all.add(new Routed(bound.listener().name(), route, rates.of(route, Totals.REQUESTS),
                        rates.of(route, Totals.SERVER_ERRORS)));
            }
        }
        int more = all.size() - MOST_ROUTES;
        if (more > 0) {
            all.sort(Comparator.comparingDouble(Routed::errors).thenComparingDouble(Routed::requests).reversed());
        }
        out.writeArrayFieldStart("routes");
        for (Routed routed : more > 0 ? all.subList(0, MOST_ROUTES) : all) {
            out.writeStartObject();
            out.writeStringField("listener", routed.listener());
            out.writeStringField("route", routed.route().label());
            rate("requestsPerSecond", routed.requests());
            rate("errorsPerSecond", routed.errors());
            out.writeEndObject();
        }
        out.writeEndArray();
        if (more > 0) {
            out.writeNumberField("routesMore", more);
        }
    }

    private void backends() throws IOException {
        out.writeArrayFieldStart("backends");
        for (BackendState backend : view.backends()) {
            double attempts = 0;
            double failures = 0;
            for (ProxyEndpoint endpoint : backend.members()) {
                attempts += rates.of(endpoint, Totals.ATTEMPTS);
                failures += rates.of(endpoint, Totals.FAILURES);
            }
            LatencyHistogram answers = backend.totals().responseLatency();
            out.writeStartObject();
            out.writeStringField("name", backend.name());
            latencies(rates.of(rates.isUsed(answers) ? answers : backend.connectLatency()));
            rate("retriesPerSecond", rates.of(backend.totals(), Totals.RETRIES));
            rate("attemptsPerSecond", attempts);
            rate("failuresPerSecond", failures);
            endpoints(backend);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void endpoints(BackendState backend) throws IOException {
        Set<ProxyEndpoint> eligible = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < backend.eligibleCount(); i++) {
            eligible.add(backend.eligible(i));
        }
        out.writeArrayFieldStart("endpoints");
        for (ProxyEndpoint endpoint : backend.members()) {
            out.writeStartArray();
            out.writeString(endpoint.id());
            out.writeString(StatusWord.of(endpoint));
            number(eligible.contains(endpoint)
                    ? (double) endpoint.weight() * endpoint.warmPercent() / ProxyEndpoint.FULLY_WARM
                    : 0);
            out.writeNumber(endpoint.inFlight());
            number(rates.of(endpoint, Totals.ATTEMPTS));
            number(rates.of(endpoint, Totals.FAILURES));
            out.writeEndArray();
        }
        out.writeEndArray();
    }

    private void rate(String name, double perSecond) throws IOException {
        out.writeFieldName(name);
        number(perSecond);
    }

    /** To a tenth: more says nothing of a second. */
    private void number(double value) throws IOException {
        long tenths = Math.round(value * 10);
        if (tenths % 10 == 0) {
            out.writeNumber(tenths / 10);
        } else {
            out.writeNumber(tenths / 10.0);
        }
    }

    private void latencies(LatencyHistogram.@Nullable Snapshot snapshot) throws IOException {
        millis("p50Millis", snapshot, 0.5);
        millis("p99Millis", snapshot, 0.99);
    }

    /** To a thousandth, which is far below the sixteenth that histograms are right to. */
    private void millis(String name, LatencyHistogram.@Nullable Snapshot snapshot, double share) throws IOException {
        if (snapshot == null) {
            out.writeNullField(name);
        } else {
            out.writeNumberField(name, Math.round(snapshot.quantileNanos(share) / NANOS_PER_MILLI * 1000) / 1000.0);
        }
    }
}
