package io.janus.quarkus.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Checks what is said of the admin API. Whether the token's file is there is not looked at: a secret may come after the
 * configuration, and may be on another machine than the one that checks.
 */
final class AdminCheck {

    private final Checks checks;

    AdminCheck(Checks checks) {
        this.checks = checks;
    }

    void check(AdminConfig admin) {
        checks.read("admin", "token-file", admin.tokenFile(), AdminCheck::path);
        for (int i = 0; i < admin.allowedHosts().size(); i++) {
            checks.read("admin.allowed-hosts[" + i + "]", admin.allowedHosts().get(i), AdminCheck::host);
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("must be the path of a file.", e);
        }
    }

    private static String host(String text) {
        if (text.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]{2,45}]")) {
            return text;
        }
        throw new IllegalArgumentException(
                "must be a host name or an IP address as it stands in a URL, without a port. Maybe localhost or \"[::1]\".");
    }
}
