package io.janus.server.admin;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.spec.HostPort;
import io.janus.server.CommandRefusedException;
import io.janus.server.ExitCode;

/** The ways in which no running Janus answers, told with what to do. All end with {@link ExitCode#NOT_RUNNING}. */
final class NoJanus {

    private NoJanus() {
    }

    /** Nobody could be asked. */
    static CommandRefusedException asking(HostPort address, @Nullable Throwable cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof UnresolvedAddressException || at instanceof UnknownHostException) {
                return notRunning("The host " + address.host() + " is unknown.");
            }
            if (at instanceof BoundedBody.TooLargeException) {
                return at(address, "it answers with more than " + (BoundedBody.MOST_BYTES >> 20) + " MiB");
            }
        }
        if (cause instanceof ConnectException) {
            String why = cause.getMessage();
            return notRunning("No Janus runs at " + address + " ("
                    + (why == null ? "connection refused" : Printable.line(why).toLowerCase(Locale.ROOT)) + ").");
        }
        // The message can quote what was answered.
        return notRunning("Asking " + address + " failed ("
                + (cause == null ? "no reason known" : Printable.line(String.valueOf(cause.getMessage()))) + ").");
    }

    /** Whoever listens there is silent. */
    static CommandRefusedException silent(HostPort address, Duration waited) {
        return notRunning("Nothing answers at " + address + " within " + waited.toSeconds() + " s.");
    }

    /** The process was told to end meanwhile. */
    static CommandRefusedException interrupted(HostPort address) {
        return notRunning("Interrupted while asking " + address + ".");
    }

    /** It answered, and then went away. */
    static CommandRefusedException gone(HostPort address) {
        return notRunning("The connection to the Janus at " + address + " broke off.");
    }

    /** Something answers there, but it is no Janus. */
    static CommandRefusedException at(HostPort address, String why) {
        return notRunning("What runs at " + address + " is no Janus (" + why + ").");
    }

    private static CommandRefusedException notRunning(String what) {
        return new CommandRefusedException(ExitCode.NOT_RUNNING, what + """

                Start one with 'janus run' or 'janus demo', or say where it is with --admin HOST:PORT.""");
    }
}
