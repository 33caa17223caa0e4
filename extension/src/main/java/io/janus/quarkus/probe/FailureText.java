package io.janus.quarkus.probe;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.time.Duration;

import io.janus.quarkus.log.LogText;
import io.netty.channel.ConnectTimeoutException;

/** What an operator calls the failures of a connection. */
final class FailureText {

    private FailureText() {
    }

    /** @param timeout how long connecting could have taken */
    static String of(Throwable failure, Duration timeout) {
        if (failure instanceof ConnectTimeoutException) {
            return "no connection within " + LogText.duration(timeout);
        }
        if (failure instanceof NoRouteToHostException) {
            return "no route to host";
        }
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof ConnectException && message.contains("refused")) {
            return "connection refused";
        }
        if (message.contains("reset by peer") || message.contains("Connection reset") || message.contains("Broken pipe")) {
            return "reset the connection";
        }
        return LogText.line(message);
    }
}
