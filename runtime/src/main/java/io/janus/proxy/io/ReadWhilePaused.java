package io.janus.proxy.io;

/**
 * Thrown into Netty's read loop to keep it from reading a connection that is paused. The epoll transport reads when a peer has
 * finished or reset its side, auto-read or not, and on until the end; so a peer that sends megabytes and closes would fill our
 * memory however slow the other side is.
 */
final class ReadWhilePaused extends RuntimeException {

    static final ReadWhilePaused INSTANCE = new ReadWhilePaused();

    private static final long serialVersionUID = 1;

    private ReadWhilePaused() {
        super("paused", null, false, false);
    }
}
