package io.janus.server;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

import io.janus.proxy.spec.HostPort;

/** Talks to a running Janus. Blocks the calling thread. */
final class AdminClient {

    /** A local or near process: what needs longer than this to accept is not well. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    /** Health is rendered from memory; this covers a machine that is short of CPU. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

    private AdminClient() {
    }

    /**
     * The body of {@code /q/health}, whether it says UP or DOWN.
     *
     * @throws CommandRefusedException with {@link ExitCode#NOT_RUNNING} when nothing answers, or something else does
     */
    static String health(HostPort address) {
        URI uri = AdminAddress.url(address, "/q/health");
        HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).version(HttpClient.Version.HTTP_1_1)
                .build();
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(ANSWER_TIMEOUT).header("Accept", "application/json").build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            // 503 is the answer of a Janus that is not ready.
            if (response.statusCode() != 200 && response.statusCode() != 503) {
                throw notJanus(address, "its /q/health answers " + response.statusCode());
            }
            return response.body();
        } catch (ConnectException e) {
            throw notRunning("No Janus runs at " + address + " (connection refused).");
        } catch (HttpTimeoutException e) {
            throw notRunning("Nothing answers at " + address + " within " + ANSWER_TIMEOUT.toSeconds() + " s.");
        } catch (IOException e) {
            throw notRunning("Asking " + address + " failed (" + e.getMessage() + ").");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notRunning("Interrupted while asking " + address + ".");
        }
    }

    /** Something answers there, but it is no Janus. */
    static CommandRefusedException notJanus(HostPort address, String why) {
        return notRunning("What runs at " + address + " is no Janus (" + why + ").");
    }

    private static CommandRefusedException notRunning(String what) {
        return new CommandRefusedException(ExitCode.NOT_RUNNING, what + """

                Start one with 'janus run' or 'janus demo', or say where it is with --admin HOST:PORT.""");
    }
}
