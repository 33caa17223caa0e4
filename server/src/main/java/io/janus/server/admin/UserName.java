package io.janus.server.admin;

/** Who asks: it stands in Janus's history and audit log, as a help to people and not as a proof. */
final class UserName {

    /** More is refused. */
    private static final int MOST_CHARACTERS = 64;

    private UserName() {
    }

    /** The name that the operating system has for this user. */
    static String current() {
        return header(System.getProperty("user.name", "?"));
    }

    /** As a header can carry it: printable ASCII, and not too much of it. */
    static String header(String name) {
        String ascii = name.replaceAll("[^ -~]", "?").strip();
        return ascii.isEmpty() ? "?" : ascii.substring(0, Math.min(MOST_CHARACTERS, ascii.length())).strip();
    }
}
