package io.janus.quarkus.metrics;

import io.quarkus.arc.Arc;
import io.quarkus.runtime.annotations.Recorder;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** What the build records about scraping. */
@Recorder
public class ScrapeRecorder {

    /** Hands each scrape to the bean, which is looked up once the application runs. */
    public Handler<RoutingContext> handler() {
        return scrape -> Arc.container().instance(ScrapeHandler.class).get().handle(scrape);
    }
}
