package io.janus.server.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds ports of the loopback interface that nobody listens on. */
final class FreePorts {

    /** How many ports after the preferred one are tried, so that the number stays easy to guess. */
    private static final int NEIGHBOURS = 20;

    private FreePorts() {
    }

    /** The preferred port, or the next free one, or any free one. It is free now; nobody holds it. */
    static int near(int preferred) {
        return near(preferred, preferred - 1);
    }

    /** The same, but not one that was found before and is not held yet. */
    static int near(int preferred, int spoken) {
        for (int port = preferred; port <= preferred + NEIGHBOURS; port++) {
            if (port != spoken && free(port)) {
                return port;
            }
        }
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no port of the loopback interface is free", e);
        }
    }

    private static boolean free(int port) {
        try (ServerSocket trial = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return trial.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
