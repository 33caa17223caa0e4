package io.janus.server;

import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

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
        HttpResponse<String> response = ask(address, "/q/health", "application/json");
        // 503 is the answer of a Janus that is not ready.
        if (response.statusCode() != 200 && response.statusCode() != 503) {
            throw notJanus(address, "its /q/health answers " + response.statusCode());
        }
        return response.body();
    }

    /** The text of {@code /q/metrics}; empty where there is none, as in an application without Micrometer. */
    static Optional<String> metrics(HostPort address) {
        try {
            return Optional.of(ask(address, "/q/metrics", "text/plain")).filter(response -> response.statusCode() == 200)
                    .map(HttpResponse::body);
        } catch (CommandRefusedException e) {
            // It has just told its health: that is worth showing, with numbers or without.
            return Optional.empty();
        }
    }

    private static HttpResponse<String> ask(HostPort address, String path, String accept) {
        URI uri = AdminAddress.url(address, path);
        HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).version(HttpClient.Version.HTTP_1_1)
                .build();
        HttpRequest request = HttpRequest.newBuilder(uri).header("Accept", accept).build();
        CompletableFuture<HttpResponse<String>> exchange = client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        try {
            // The timeout of a request ends with its headers; this one covers the body too.
            return exchange.get(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failed(address, e.getCause());
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw noAnswer(address);
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw notRunning("Interrupted while asking " + address + ".");
        }
    }

    private static CommandRefusedException failed(HostPort address, @Nullable Throwable cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof UnresolvedAddressException || at instanceof UnknownHostException) {
                return notRunning("The host " + address.host() + " is unknown.");
            }
        }
        if (cause instanceof HttpTimeoutException) {
            return noAnswer(address);
        }
        if (cause instanceof ConnectException) {
            String why = cause.getMessage();
            return notRunning("No Janus runs at " + address + " ("
                    + (why == null ? "connection refused" : why.toLowerCase(Locale.ROOT)) + ").");
        }
        return notRunning("Asking " + address + " failed (" + (cause == null ? "no reason known" : cause.getMessage()) + ").");
    }

    private static CommandRefusedException noAnswer(HostPort address) {
        return notRunning("Nothing answers at " + address + " within " + ANSWER_TIMEOUT.toSeconds() + " s.");
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
