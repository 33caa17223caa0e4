package io.janus.quarkus.admin;

import java.util.List;

import io.janus.quarkus.config.ConfigProblem;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Why a call was not answered: sent as {@code application/problem+json} (RFC 9457). */
final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final transient List<ConfigProblem> problems;

    /** @param detail for people: what was wrong, and what to do */
    Problem(int status, String detail) {
        this(status, detail, List.of());
    }

    Problem(int status, String detail, List<ConfigProblem> problems) {
        super(detail, null, false, false);
        this.status = status;
        this.problems = problems;
    }

    int status() {
        return status;
    }

    JsonObject json() {
        JsonObject json = new JsonObject().put("type", "about:blank")
                .put("title", HttpResponseStatus.valueOf(status).reasonPhrase()).put("status", status)
                .put("detail", getMessage());
        if (!problems.isEmpty()) {
            JsonArray all = new JsonArray();
            problems.forEach(problem -> all.add(new JsonObject().put("key", problem.key()).put("line", problem.line())
                    .put("message", problem.message())));
            json.put("problems", all);
        }
        return json;
    }
}
