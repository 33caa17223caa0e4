package io.janus.quarkus.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import io.janus.proxy.spec.AccessLogSpec;
import io.janus.quarkus.accesslog.AccessLog;
import io.janus.quarkus.accesslog.FormatText;
import io.janus.quarkus.config.ListenerConfig.AccessLogConfig;

/** Makes the specification of a listener's access log. Whether its file can be written shows when it is opened. */
final class AccessLogCheck {

    private final Checks checks;

    AccessLogCheck(Checks checks) {
        this.checks = checks;
    }

    /** What is wrong is noted, and stays in it. */
    AccessLogSpec spec(String key, AccessLogConfig log, boolean isTcp) {
        checks.read(key + ".format", log.format(), text -> format(text, isTcp));
        checks.read(key + ".to", log.to(), AccessLogCheck::to);
        return new AccessLogSpec(log.format(), log.to());
    }

    private static String format(String text, boolean isTcp) {
        if (FormatText.isNamed(text)) {
            if (isTcp && text.equals(FormatText.COMBINED)) {
                throw new IllegalArgumentException("is for protocol: http only, and this listener has protocol: tcp."
                        + " Maybe write json.");
            }
            return text;
        }
        for (String field : FormatText.fieldsOf(text)) {
            if (!FormatText.fields().contains(field)) {
                throw new IllegalArgumentException("must name fields that there are, and there is no {" + field + "}. "
                        + nearest(field));
            }
        }
        if (FormatText.fieldsOf(text).isEmpty()) {
            throw new IllegalArgumentException("must be json, combined or a text with fields such as {path} in it."
                    + " Maybe write json.");
        }
        return text;
    }

    private static String nearest(String field) {
        String nearest = Nearest.to(field, FormatText.fields());
        return nearest != null ? "Maybe write {" + nearest + "}."
                : "There are: " + String.join(", ", FormatText.fields()) + ".";
    }

    private static String to(String text) {
        if (!text.equals(AccessLog.STDOUT)) {
            try {
                Path file = Path.of(text).getFileName();
                if (text.isBlank() || file == null || text.endsWith("/")) {
                    throw new IllegalArgumentException("must be stdout or the path of a file. Maybe write stdout.");
                }
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException("must be stdout or the path of a file. Maybe write stdout.", e);
            }
        }
        return text;
    }
}
