package io.janus.server.admin;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Flow;

import jakarta.json.JsonObject;

import io.janus.proxy.spec.HostPort;
import io.janus.server.CommandRefusedException;

/**
 * Talks to a running Janus: its health and metrics, which need no token, and its admin API, which may. Blocks the calling
 * thread.
 */
final class AdminClient {

    /** All that only reads is rendered from memory; this covers a machine that is short of CPU. */
    private static final Duration READ_LIMIT = Duration.ofSeconds(5);

    /**
     * A large configuration is read, checked and compiled meanwhile, in seconds; given up on, it would be applied all the same.
     */
    private static final Duration WRITE_LIMIT = Duration.ofSeconds(60);

    private static final String API = "/janus/api";

    private final AdminConnection connection;
    private final Optional<AdminToken> token;

    AdminClient(HostPort address, Optional<AdminToken> token) {
        this.connection = new AdminConnection(address);
        this.token = token;
    }

    HostPort address() {
        return connection.address();
    }

    /**
     * The body of {@code /q/health}, whether it says UP or DOWN.
     *
     * @throws CommandRefusedException with {@link io.janus.server.ExitCode#NOT_RUNNING} when nothing answers, or something else
     *         does
     */
    String health() {
        HttpResponse<String> response = ask("/q/health", "application/json");
        // 503 is the answer of a Janus that is not ready.
        if (response.statusCode() != 200 && response.statusCode() != 503) {
            throw NoJanus.at(address(), "its /q/health answers " + response.statusCode());
        }
        return response.body();
    }

    /** The text of {@code /q/metrics}; empty where there is none, as in an application without Micrometer. */
    Optional<String> metrics() {
        try {
            return Optional.of(ask("/q/metrics", "text/plain")).filter(response -> response.statusCode() == 200)
                    .map(HttpResponse::body);
        } catch (CommandRefusedException e) {
            // It has just told its health: that is worth showing, with numbers or without.
            return Optional.empty();
        }
    }

    private HttpResponse<String> ask(String path, String accept) {
        return connection.ask(connection.request(path).header("Accept", accept).build(), READ_LIMIT);
    }

    /**
     * Reads something of the admin API.
     *
     * @param path below its base, beginning with a slash
     * @throws ApiRefusedException when Janus refuses
     */
    ApiAnswer get(String path) {
        return checked(path, connection.ask(api(path).header("Accept", "application/json").build(), READ_LIMIT));
    }

    /** Changes something, or asks what a change would do. As {@link #get}. */
    ApiAnswer post(String path, JsonObject body) {
        HttpRequest request = api(path).header("Accept", "application/json").header("Content-Type", "application/json")
                .header("Janus-User", UserName.current()).POST(BodyPublishers.ofString(body.toString())).build();
        return checked(path, connection.ask(request, WRITE_LIMIT));
    }

    /** Opens the stream of events. As {@link #get}, but for the bytes' going on. */
    ByteFeed stream(String path) {
        HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = connection
                .open(api(path).header("Accept", "text/event-stream").build(), READ_LIMIT);
        if (response.statusCode() != 200) {
            throw refusal(path, response, connection.whole(response, READ_LIMIT));
        }
        if (!mediaType(response).equals("text/event-stream")) {
            throw NoJanus.at(address(), "its " + API + path + " is no stream of events");
        }
        ByteFeed feed = new ByteFeed();
        response.body().subscribe(feed);
        return feed;
    }

    private HttpRequest.Builder api(String path) {
        HttpRequest.Builder request = connection.request(API + path);
        token.ifPresent(t -> request.header("Authorization", "Bearer " + t.secret()));
        return request;
    }

    private ApiAnswer checked(String path, HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            throw refusal(path, response, response.body());
        }
        return ApiAnswer.parse(address(), API + path, response.body());
    }

    private CommandRefusedException refusal(String path, HttpResponse<?> response, String body) {
        int status = response.statusCode();
        Optional<ApiProblem> problem = mediaType(response).equals("application/problem+json") ? ApiProblem.parse(body)
                : Optional.empty();
        if (problem.isEmpty()) {
            // Anything that speaks HTTP answers like this; health tells whether it is a Janus.
            StatusReport.parse(health(), address());
        }
        if (problem.isEmpty() && status == 404) {
            return ApiRefusedException.off(address());
        }
        return status < 400 ? NoJanus.at(address(), "its " + API + path + " answers " + status)
                : ApiRefusedException.of(address(), status, problem.orElse(ApiProblem.NONE), token);
    }

    private static String mediaType(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "").strip()
                .toLowerCase(Locale.ROOT);
    }
}
