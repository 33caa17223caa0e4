package io.janus.quarkus.admin;

import java.util.List;
import java.util.Locale;

import io.janus.quarkus.history.ConfigVersion;
import io.janus.quarkus.plan.Change;
import io.janus.quarkus.plan.Plan;
import io.janus.quarkus.reload.Applied;
import io.janus.quarkus.reload.Applied.Status;
import io.janus.quarkus.threads.ControlThread;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Configurations, and what they change, as JSON. */
final class ConfigJson {

    private ConfigJson() {
    }

    /** How JSON has a constant: {@code refusal}, {@code connect_failure}. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static JsonArray changes(List<Change> changes) {
        JsonArray all = new JsonArray();
        for (Change change : changes) {
            ControlThread.giveWay();
            JsonObject json = new JsonObject().put("action", word(change.action()))
                    .put("kind", word(change.kind()))
                    .put("name", change.name()).put("text", change.text());
            change.impact().ifPresent(impact -> json.put("impact", impact));
            all.add(json);
        }
        return all;
    }

    static JsonObject version(ConfigVersion version, boolean current) {
        JsonObject json = new JsonObject().put("version", version.number()).put("at", version.at().toString())
                .put("trigger", version.trigger().what());
        version.trigger().by().ifPresent(by -> json.put("by", by));
        return json.put("changes", changes(version.changes())).put("current", current);
    }

    static JsonObject plan(Plan plan) {
        return new JsonObject().put("baseVersion", plan.baseVersion()).put("digest", plan.digest())
                .put("changes", changes(plan.changes())).put("restartNeeded", new JsonArray(plan.restartNeeded()))
                .put("unchanged", plan.unchanged());
    }

    /** @throws Problem when it was not put in force */
    static JsonObject applied(Applied applied) {
        return switch (applied.status()) {
            case APPLIED, UNCHANGED -> new JsonObject().put("version", applied.version())
                    .put("changes", changes(applied.changes())).put("restartNeeded", new JsonArray(applied.restartNeeded()))
                    .put("unchanged", applied.status() == Status.UNCHANGED).put("message", applied.message());
            case REFUSED -> throw new Problem(422, applied.message(), applied.problems());
            case CONFLICT -> throw new Problem(409, applied.message());
            case STOPPING -> throw new Problem(503, applied.message());
        };
    }
}
