package io.janus.quarkus.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page, made of the files beside this class: {@code page.html} names them, and each stands in its place.
 *
 * @param bytes of the page, UTF-8; shared, so never changed
 * @param policy its Content-Security-Policy: these scripts and styles by their hashes, and nothing else
 */
public record DashboardPage(byte[] bytes, String policy) {

    private static final Pattern PARTS = Pattern
            .compile("<link rel=\"stylesheet\" href=\"([a-z-]+\\.css)\">|<script src=\"([a-z-]+\\.js)\"></script>");

    /** Reads the files. Blocks for a moment; once, when somebody first looks. */
    public static DashboardPage load() {
        StringBuilder page = new StringBuilder();
        StringJoiner styles = new StringJoiner(" ");
        StringJoiner scripts = new StringJoiner(" ");
        Matcher parts = PARTS.matcher(read("page.html"));
        while (parts.find()) {
            boolean style = parts.group(1) != null;
            String text = read(style ? parts.group(1) : parts.group(2));
            (style ? styles : scripts).add("'sha256-" + sha256(text) + "'");
            String tag = style ? "style" : "script";
            parts.appendReplacement(page, Matcher.quoteReplacement("<" + tag + ">" + text + "</" + tag + ">"));
        }
        parts.appendTail(page);
        return new DashboardPage(page.toString().getBytes(StandardCharsets.UTF_8),
                "default-src 'none'; script-src " + scripts + "; style-src " + styles
                        + "; img-src data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none';"
                        + " require-trusted-types-for 'script'; trusted-types 'none'");
    }

    private static String read(String name) {
        try (InputStream in = DashboardPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the dashboard's " + name + " is not part of this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
