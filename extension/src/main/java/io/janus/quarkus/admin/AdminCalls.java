package io.janus.quarkus.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.spec.EndpointSpec;
import io.janus.proxy.state.WeightOverride;
import io.janus.quarkus.admin.AdminApi.Answer;
import io.janus.quarkus.control.ControlPlane;
import io.janus.quarkus.explain.Explainer;
import io.janus.quarkus.history.ConfigVersion;
import io.janus.quarkus.history.Trigger;
import io.janus.quarkus.live.Frames;
import io.janus.quarkus.live.LiveFeed;
import io.janus.quarkus.reload.Applied;
import io.janus.quarkus.reload.Expected;
import io.janus.quarkus.reload.Source;
import io.janus.quarkus.render.RenderedPages;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** What can be called, and what is answered. */
final class AdminCalls {

    private static final String BASE = AdminApi.ROOT + "/api/";

    private static final Set<String> PLAN_KEYS = Set.of("config", "rollbackTo");
    private static final Set<String> APPLY_KEYS = Set.of("config", "baseVersion", "digest");
    private static final Set<String> ROLLBACK_KEYS = Set.of("to", "baseVersion");
    private static final Set<String> VERBS = Set.of("drain", "enable", "weight");

    private final ControlPlane plane;
    private final Executor renderer;
    private final StateJson state;
    private final RenderedPages pages;
    private final CallBody bodies;
    private final EventStreams streams;
    private final ExplainCall explain;
    private final LiveStreams live;

    AdminCalls(ControlPlane plane, String version, Executor renderer, Vertx vertx) {
        this.plane = plane;
        this.state = new StateJson(plane, version);
        this.pages = new RenderedPages(this::page, renderer, System::nanoTime);
        this.renderer = renderer;
        this.bodies = new CallBody(vertx, renderer);
        this.streams = new EventStreams(plane.events());
        this.explain = new ExplainCall(new Explainer(plane.proxy().state(), plane::freshBalancer), renderer);
        Frames frames = new Frames(plane.proxy(), () -> List.of(plane.draining(), plane.reloads().refusal()), pages::forget,
                plane.events()::lastId);
        this.live = new LiveStreams(new LiveFeed(frames, renderer, LiveStreams.seconds(vertx)));
    }

    /**
     * Answers a call that was let through.
     *
     * @return completed on any thread with what to send, or with null where something sends already; exceptionally with a
     *         {@link Problem} or a refused configuration
     * @throws Problem when it cannot be answered
     */
    CompletableFuture<@Nullable Answer> answer(RoutingContext call) {
        String path = call.request().path();
        if (path == null || !path.startsWith(BASE)) {
            throw notThere();
        }
        // Names have no character that would be escaped, so nothing is decoded.
        List<String> at = List.of(path.substring(BASE.length()).split("/", -1));
        if (call.request().method().equals(HttpMethod.POST)) {
            return write(call.request(), at).thenApply(Answer::of);
        }
        return read(call, at);
    }

    /** Ends all streams that there are; there may be others afterwards. Any thread. */
    void endStreams() {
        streams.close();
        live.close();
    }

    private CompletableFuture<@Nullable Answer> read(RoutingContext call, List<String> at) {
        HttpServerRequest request = call.request();
        return switch (at.get(0) + "/" + at.size()) {
            case "state/1", "listeners/1", "backends/1" -> shared(at.get(0));
            case "routes/1" -> routes(Optional.ofNullable(request.getParam("listener")));
            case "backends/2" -> now(state.backend(at.get(1)));
            case "backends/4" -> {
                if (!at.get(2).equals("endpoints")) {
                    throw notThere();
                }
                yield now(state.endpoint(at.get(1), at.get(3)));
            }
            case "config/1" -> config();
            case "history/1" -> CompletableFuture.supplyAsync(() -> Answer.of(history()), renderer);
            case "history/2" -> CompletableFuture.supplyAsync(() -> Answer.of(version(at.get(1))), renderer);
            case "events/1" -> events(call);
            case "explain/1" -> explain.answer(request.params()).thenApply(answer -> answer);
            case "live/1" -> live(call);
            case "openapi.yaml/1" -> CompletableFuture.completedFuture(new Answer("application/yaml", openApi()));
            case "plan/1", "apply/1", "rollback/1", "reload/1" -> throw onlyPost();
            case "backends/5" -> throw VERBS.contains(at.get(4)) ? onlyPost() : notThere();
            default -> throw notThere();
        };
    }

    private CompletableFuture<JsonObject> write(HttpServerRequest request, List<String> at) {
        Optional<String> by = Optional.of(Caller.of(request));
        return switch (at.get(0) + "/" + at.size()) {
            case "plan/1" -> bodies.large(request, PLAN_KEYS, body -> plane.plan(planned(body)).thenApply(ConfigJson::plan));
            case "apply/1" -> bodies.large(request, APPLY_KEYS, body -> inForce(
                    plane.apply(new Source(text(body, "config")), expected(body), new Trigger(Trigger.ADMIN_API, by))));
            case "rollback/1" -> bodies.small(request, ROLLBACK_KEYS, body -> {
                long to = number(body, "to");
                return inForce(plane.apply(kept(to), expected(body), Trigger.rollback(to, by)));
            });
            case "reload/1" -> bodies.small(request, Set.of(),
                    body -> inForce(plane.apply(Source.FILE, Expected.ANYTHING, new Trigger(Trigger.ADMIN_API, by))));
            case "backends/5" -> override(request, at, by.orElseThrow());
            default -> throw notThere();
        };
    }

    private CompletableFuture<JsonObject> inForce(CompletableFuture<Applied> applying) {
        return applying.thenApply(applied -> {
            pages.forget();
            return ConfigJson.applied(applied);
        });
    }

    // Reading

    private CompletableFuture<@Nullable Answer> shared(String page) {
        return pages.of(page).toCompletableFuture().thenApply(bytes -> new Answer(Answer.JSON, bytes));
    }

    private byte[] page(String name) {
        JsonObject json = switch (name) {
            case "state" -> state.all();
            case "listeners" -> state.listeners();
            case "backends" -> state.backends();
            default -> state.routes(Optional.empty());
        };
        return Answer.of(json).bytes();
    }

    private CompletableFuture<@Nullable Answer> routes(Optional<String> listener) {
        if (listener.isEmpty()) {
            return shared("routes");
        }
        if (!plane.proxy().state().current().spec().listeners().containsKey(listener.get())) {
            throw new Problem(404, "There is no listener " + Caller.printable(listener.get()) + ".");
        }
        return now(state.routes(listener));
    }

    private CompletableFuture<@Nullable Answer> config() {
        ConfigVersion version = plane.history().versions().get(0);
        return plane.fileDiffers().thenApplyAsync(differs -> {
            JsonObject json = ConfigJson.version(version, true);
            plane.file().ifPresent(file -> json.put("file", file.toString()));
            json.put("fileDiffers", differs);
            version.text().ifPresent(text -> json.put("text", text));
            return Answer.of(json);
        }, renderer);
    }

    private JsonObject history() {
        JsonArray all = new JsonArray();
        List<ConfigVersion> versions = plane.history().versions();
        versions.forEach(version -> all.add(ConfigJson.version(version, version == versions.get(0))));
        return new JsonObject().put("versions", all);
    }

    private JsonObject version(String number) {
        ConfigVersion version = number.matches("[0-9]{1,18}") ? existing(Long.parseLong(number)) : existing(-1);
        JsonObject json = ConfigJson.version(version, version == plane.history().versions().get(0));
        version.text().ifPresent(text -> json.put("text", text));
        return json;
    }

    private ConfigVersion existing(long number) {
        return plane.history().version(number).orElseThrow(() -> new Problem(404, "There is no such version. There are: "
                + String.join(", ", plane.history().versions().stream().map(it -> Long.toString(it.number())).toList()) + "."));
    }

    private CompletableFuture<@Nullable Answer> events(RoutingContext call) {
        String last = call.request().getHeader("Last-Event-ID");
        String since = last == null ? call.request().getParam("since") : last;
        if (since != null && !since.matches("[0-9]{1,18}")) {
            throw new Problem(400, "since and Last-Event-ID must be the number of an event.");
        }
        long from = since == null ? 0 : Long.parseLong(since);
        if (wantsJson(call)) {
            JsonArray all = new JsonArray();
            plane.events().since(from).forEach(event -> all.add(EventStreams.json(event)));
            return now(new JsonObject().put("events", all));
        }
        streams.begin(call, from);
        return CompletableFuture.completedFuture(null);
    }

    private CompletableFuture<@Nullable Answer> live(RoutingContext call) {
        if (wantsJson(call)) {
            return live.one().thenApply(answer -> answer);
        }
        live.begin(call);
        return CompletableFuture.completedFuture(null);
    }

    /** And not a stream, which has no end. */
    private static boolean wantsJson(RoutingContext call) {
        String accept = call.request().getHeader("Accept");
        return accept != null && accept.contains("application/json") || call.request().method().equals(HttpMethod.HEAD);
    }

    private static CompletableFuture<@Nullable Answer> now(JsonObject json) {
        return CompletableFuture.completedFuture(Answer.of(json));
    }

    private static byte[] openApi() {
        try (InputStream in = AdminCalls.class.getResourceAsStream("/META-INF/janus-admin-api.yaml")) {
            if (in == null) {
                throw new Problem(404, "The description is not part of this build.");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Problem onlyPost() {
        return new Problem(405, "This is called with POST.");
    }

    private static Problem notThere() {
        return new Problem(404, "There is nothing here. /janus/api/openapi.yaml says what there is.");
    }

    // Writing

    private Source planned(JsonObject body) {
        if (body.containsKey("rollbackTo") && body.containsKey("config")) {
            throw new Problem(400, "A plan is of config or of rollbackTo, not of both.");
        }
        return body.containsKey("rollbackTo") ? kept(number(body, "rollbackTo")) : new Source(text(body, "config"));
    }

    private Source kept(long number) {
        return new Source(existing(number).text().orElseThrow(() -> new Problem(409,
                "Version " + number + " had no file, so there is nothing to go back to.")));
    }

    private static Expected expected(JsonObject body) {
        return new Expected(body.getValue("baseVersion") == null ? null : number(body, "baseVersion"), text(body, "digest"));
    }

    private CompletableFuture<JsonObject> override(HttpServerRequest request, List<String> at, String by) {
        if (!at.get(2).equals("endpoints") || !VERBS.contains(at.get(4))) {
            throw notThere();
        }
        Set<String> keys = at.get(4).equals("weight") ? Set.of("weight") : Set.of();
        return bodies.small(request, keys, body -> plane.override(at.get(1), at.get(3), change(at.get(4), body, by))
                .thenApply(found -> {
                    pages.forget();
                    return StateJson.endpoint(found.orElseThrow(() -> StateJson.noEndpoint(at.get(1), at.get(3))));
                }));
    }

    private static UnaryOperator<WeightOverride> change(String verb, JsonObject body, String by) {
        return switch (verb) {
            case "drain" -> before -> new WeightOverride(true, before.weight(), by, Instant.now());
            case "enable" -> before -> new WeightOverride(false, before.weight(), by, Instant.now());
            case "weight" -> {
                if (!body.containsKey("weight")) {
                    throw new Problem(400, "weight is missing and must be a whole number, or null for the configured one.");
                }
                OptionalInt weight = body.getValue("weight") == null ? OptionalInt.empty() : OptionalInt.of(weight(body));
                yield before -> new WeightOverride(before.drained(), weight, by, Instant.now());
            }
            default -> throw notThere();
        };
    }

    private static int weight(JsonObject body) {
        long weight = number(body, "weight");
        if (weight > EndpointSpec.MAX_WEIGHT) {
            throw new Problem(400, "weight must be a whole number from 0 to " + EndpointSpec.MAX_WEIGHT + ".");
        }
        return (int) weight;
    }

    private static long number(JsonObject body, String key) {
        Object value = body.getValue(key);
        if (value instanceof Integer || value instanceof Long) {
            long number = ((Number) value).longValue();
            if (number >= 0) {
                return number;
            }
        }
        throw new Problem(400, key + " must be a whole number, 0 or more.");
    }

    private static @Nullable String text(JsonObject body, String key) {
        Object value = body.getValue(key);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw new Problem(400, key + " must be a text.");
    }
}
