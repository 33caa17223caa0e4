package io.janus.quarkus.metrics;

import java.util.function.Consumer;

import io.prometheus.client.exporter.common.TextFormat;
import io.quarkus.arc.Arc;
import io.quarkus.runtime.annotations.Recorder;
import io.vertx.core.Handler;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;

/** What the build records about scraping. */
@Recorder
public class ScrapeRecorder {

    /** Hands each scrape to the bean, which is looked up once the application runs. */
    public Handler<RoutingContext> handler() {
        return scrape -> Arc.container().instance(ScrapeHandler.class).get().handle(scrape);
    }

    /** Matches what Quarkus's own route matches; what it does not goes on to it, and gets 406 there. */
    public Consumer<Route> formats() {
        return route -> route.produces("text/plain").produces(TextFormat.CONTENT_TYPE_OPENMETRICS_100);
    }
}
