package io.janus.proxy.io;

import java.util.List;

/** Why connecting failed, in the kernel's words. */
public final class ConnectFailure {

    private ConnectFailure() {
    }

    /**
     * What the kernel says when it is this machine that lacks something: a local port, because connections take all of them, or
     * memory. With epoll there is only the text to tell it by.
     */
    private static final List<String> OWN_SHORTAGES = List.of("Cannot assign requested address", "No buffer space available",
            "Cannot allocate memory");

    /** Whether connecting failed for want of something on this machine, so that the endpoint is not to blame. */
    public static boolean isOwnShortage(Throwable cause) {
        String reason = reason(cause);
        return OWN_SHORTAGES.stream().anyMatch(reason::contains);
    }

    /**
     * The reason alone. Netty puts its own call in front of it and the address behind it: {@code finishConnect(..) failed with
     * error(-111): Connection refused: /10.0.0.9:8080}.
     */
    public static String reason(Throwable cause) {
        String text = String.valueOf(cause.getMessage());
        int call = text.indexOf("): ");
        String rest = call < 0 ? text : text.substring(call + 3);
        int address = rest.indexOf(": /");
        return address < 0 ? rest : rest.substring(0, address);
    }
}
