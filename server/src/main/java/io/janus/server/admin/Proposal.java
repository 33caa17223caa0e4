package io.janus.server.admin;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

import org.jspecify.annotations.Nullable;

import io.janus.quarkus.config.BadConfigException;
import io.janus.quarkus.config.ConfigProblem;
import io.janus.server.CommandRefusedException;

/** A configuration that a running Janus is to judge or to take: a file of ours, or what its own file says by now. */
final class Proposal {

    private final AdminClient client;
    private final @Nullable Path file;

    /** Read once, so that what is applied is what was planned. */
    private final @Nullable String config;

    /**
     * Reads the file.
     *
     * @param file null for Janus's own
     * @throws CommandRefusedException when it cannot be read
     */
    Proposal(AdminClient client, @Nullable Path file) {
        this.client = client;
        this.file = file;
        this.config = file == null ? null : InputFile.config(file);
    }

    /**
     * Asks what it would change.
     *
     * @throws CommandRefusedException as {@code janus check} would, when it is not good
     */
    ApiAnswer plan() {
        return explained(() -> client.post("/plan", body().build()));
    }

    /**
     * Puts it in force, if all is still as it was planned.
     *
     * @param baseVersion the version that the plan compared with
     * @param digest of what the plan read
     */
    ApiAnswer apply(long baseVersion, String digest) {
        JsonObject body = body().add("baseVersion", baseVersion).add("digest", digest).build();
        return explained(() -> client.post("/apply", body));
    }

    private JsonObjectBuilder body() {
        JsonObjectBuilder body = Json.createObjectBuilder();
        return config == null ? body : body.add("config", config);
    }

    private ApiAnswer explained(Supplier<ApiAnswer> question) {
        try {
            return question.get();
        } catch (ApiRefusedException e) {
            if (e.problems().isEmpty()) {
                throw e;
            }
            Path at = file == null ? servers() : file;
            List<ConfigProblem> problems = at != null ? e.problems()
                    : e.problems().stream().map(p -> new ConfigProblem(p.key(), null, p.message())).toList();
            throw new CommandRefusedException(new BadConfigException(at, problems).render());
        }
    }

    /** Where the lines of the problems are, if Janus has a file and says so. */
    private @Nullable Path servers() {
        try {
            return client.get("/config").read(config -> Fields.optional(config, "file")).map(Path::of).orElse(null);
        } catch (CommandRefusedException e) {
            // The problems are worth more than their file's name.
            return null;
        }
    }
}
