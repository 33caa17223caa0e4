package io.janus.quarkus.metrics;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.janus.quarkus.render.RenderThread;
import io.janus.quarkus.render.RenderedPages;
import io.janus.quarkus.threads.ControlThread;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.netty.buffer.Unpooled;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * Answers scrapes in front of Quarkus's own handler, which renders all metrics again for every reader, and Janus's event loops
 * share the cores. Everything the registry has is served, the application's own metrics too, in the formats of the handler it
 * stands before.
 */
@Singleton
public class ScrapeHandler implements Handler<RoutingContext> {

    private static final Logger LOG = Logger.getLogger(ScrapeHandler.class);

    private final RenderedPages texts;

    @Inject
    ScrapeHandler(Instance<PrometheusMeterRegistry> registries, RenderThread renderer) {
        texts = new RenderedPages(contentType -> render(registries, contentType), renderer, System::nanoTime);
    }

    @Override
    public void handle(RoutingContext scrape) {
        HttpMethod method = scrape.request().method();
        if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            scrape.response().setStatusCode(405).putHeader(HttpHeaders.ALLOW, "GET, HEAD").end();
            return;
        }
        Optional<String> format = Formats.contentTypeFor(scrape.request().headers().getAll(HttpHeaders.ACCEPT));
        if (format.isEmpty()) {
            scrape.response().setStatusCode(406).end();
            return;
        }
        String contentType = format.get();
        Context home = scrape.vertx().getOrCreateContext();
        texts.of(contentType).whenComplete((bytes, failure) -> {
            if (Vertx.currentContext() == home) {
                answer(scrape, contentType, bytes, failure);
            } else {
                home.runOnContext(now -> answer(scrape, contentType, bytes, failure));
            }
        });
    }

    private static void answer(RoutingContext scrape, String contentType, byte @Nullable [] bytes,
            @Nullable Throwable failure) {
        if (scrape.response().ended() || scrape.response().closed()) {
            return;
        }
        if (bytes == null) {
            LOG.error("Metrics could not be rendered.", failure);
            scrape.response().setStatusCode(500).end();
        } else {
            scrape.response().putHeader(HttpHeaders.CONTENT_TYPE, contentType);
            if (scrape.request().method().equals(HttpMethod.HEAD)) {
                scrape.response().putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(bytes.length)).end();
                return;
            }
            scrape.response().end(Buffer.buffer(Unpooled.wrappedBuffer(bytes)));
        }
    }

    /** A meter may read beans of the request scope, so there is one, as there is in the handler this one stands before. */
    private static byte[] render(Instance<PrometheusMeterRegistry> registries, String contentType) {
        PrometheusMeterRegistry registry = registries.iterator().next();
        ManagedContext request = Arc.container().requestContext();
        request.activate();
        Page page = new Page();
        try (Writer text = new OutputStreamWriter(page, StandardCharsets.UTF_8)) {
            registry.scrape(text, contentType);
            text.flush();
            return page.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            request.terminate();
        }
    }

    /** Rests, when it is time, whenever some more is written to it. Confined to the thread that renders. */
    private static final class Page extends ByteArrayOutputStream {

        @Override
        public void write(byte[] bytes, int from, int length) {
            ControlThread.giveWay();
            super.write(bytes, from, length);
        }
    }
}
