package io.janus.proxy.io;

/** Why connecting failed, in the kernel's words. */
public final class ConnectFailure {

    private ConnectFailure() {
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
