package io.janus.quarkus.admin;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.state.BackendState;
import io.janus.quarkus.explain.Candidate;
import io.janus.quarkus.explain.Considered;
import io.janus.quarkus.explain.Explanation;
import io.janus.quarkus.explain.OwnAnswer;
import io.janus.quarkus.explain.Picks;
import io.janus.quarkus.explain.Routed;
import io.janus.quarkus.log.LogText;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The way of a request as JSON. */
final class ExplainJson {

    /** A tenth of a percent is a pick of a thousand. */
    private static final double DIGITS = 10;

    /** Of a score people compare a few digits. */
    private static final double SCORE_DIGITS = 1000;

    private ExplainJson() {
    }

    static JsonObject of(Explanation explanation) {
        Routed way = explanation.way();
        JsonObject json = new JsonObject().put("listener", way.listener()).put("protocol",
                way.request().isPresent() ? "http" : "tcp");
        JsonObject request = new JsonObject();
        way.request().ifPresent(seen -> {
            request.put("method", seen.method()).put("host", seen.host());
            seen.path().ifPresent(path -> request.put("path", path));
        });
        json.put("request", request.put("client", way.client().getHostAddress()))
                .put("route", way.route().map(route -> StateJson.route(way.listener(), route)).orElse(null))
                .put("how", way.how().words());
        JsonArray considered = new JsonArray();
        way.considered().forEach(one -> considered.add(considered(way.listener(), one)));
        json.put("considered", considered);
        if (way.consideredMore() > 0) {
            json.put("consideredMore", way.consideredMore());
        }
        explanation.answer().ifPresent(answer -> json.put("answer", answer(answer)));
        explanation.picks().ifPresent(picks -> picks(picks, json));
        return json;
    }

    private static JsonObject considered(String listener, Considered one) {
        return new JsonObject().put("route", StateJson.route(listener, one.route())).put("matches", one.matches()).put("why",
                one.why());
    }

    private static JsonObject answer(OwnAnswer answer) {
        JsonObject json = new JsonObject();
        answer.status().ifPresent(status -> json.put("status", status));
        json.put("code", answer.code()).put("why", answer.why());
        answer.location().ifPresent(location -> json.put("location", LogText.line(location)));
        return json;
    }

    private static void picks(Picks picks, JsonObject json) {
        BackendState backend = picks.backend();
        json.put("backend", backend.name()).put("balancer", backend.spec().balancer().type()).put("panic", backend.panic())
                .put("pick", picks.pick().map(pick -> pick(pick, picks)).orElse(null));
        JsonArray candidates = new JsonArray();
        picks.candidates().forEach(candidate -> candidates.add(candidate(candidate)));
        json.put("candidates", candidates);
        if (picks.candidatesMore() > 0) {
            json.put("candidatesMore", picks.candidatesMore());
        }
        json.put("trials", picks.trials());
        if (picks.none() > 0) {
            json.put("picksNone", picks.none());
        }
        picks.trouble().ifPresent(what -> json.put("policyTrouble", what));
    }

    private static JsonObject pick(Candidate pick, Picks picks) {
        JsonObject json = new JsonObject().put("endpoint", pick.endpoint().id()).put("share", share(pick));
        if (!picks.alike().isEmpty()) {
            json.put("alike", new JsonArray(picks.alike()));
        }
        return json;
    }

    private static @Nullable Double share(Candidate candidate) {
        return candidate.share().isPresent() ? rounded(candidate.share().getAsDouble(), DIGITS) : null;
    }

    private static JsonObject candidate(Candidate candidate) {
        JsonObject json = new JsonObject().put("endpoint", candidate.endpoint().id()).put("eligible", candidate.eligible());
        Optional.ofNullable(share(candidate)).ifPresent(share -> json.put("share", share));
        candidate.score().ifPresent(score -> json.put("score", rounded(score.value(), SCORE_DIGITS)).put("scoreMeans",
                LogText.line(score.means())));
        return json.put("weight", candidate.endpoint().weight()).put("inFlight", candidate.endpoint().inFlight()).put("why",
                candidate.why());
    }

    private static double rounded(double value, double digits) {
        double shifted = value * digits;
        // Beyond this a double has no digits left to round, and Math.round would cut.
        return Math.abs(shifted) < Long.MAX_VALUE ? Math.round(shifted) / digits : value;
    }
}
