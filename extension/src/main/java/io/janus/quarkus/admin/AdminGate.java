package io.janus.quarkus.admin;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/**
 * Who may call the admin API. Three things keep a web page from reaching it through an operator's browser: the {@code Host} it
 * calls must be one that is known, a write must say that it is JSON, which a form cannot, and must not come from another site.
 */
final class AdminGate {

    private final AdminToken token;
    private final Set<String> allowedHosts;

    AdminGate(AdminToken token, List<String> allowedHosts) {
        this.token = token;
        this.allowedHosts = allowedHosts.stream().map(host -> host.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** @throws Problem when the call must not be answered */
    void check(HttpServerRequest call) {
        checkHost(call);
        if (token.isConfigured() && !token.matches(call.getHeader(HttpHeaders.AUTHORIZATION))) {
            throw new Problem(401,
                    "The admin token is missing or wrong. Send it as Authorization: Bearer TOKEN; the janus command"
                            + " takes it from --token-file, JANUS_ADMIN_TOKEN_FILE or JANUS_ADMIN_TOKEN.");
        }
        if (!call.method().equals(HttpMethod.GET) && !call.method().equals(HttpMethod.HEAD)) {
            checkWrite(call);
        }
    }

    /**
     * The page has no data, and a browser cannot send a token where none was asked for: whoever may reach it may have it.
     *
     * @throws Problem when it must not be shown
     */
    void checkPage(HttpServerRequest call) {
        checkHost(call);
        if (!call.method().equals(HttpMethod.GET) && !call.method().equals(HttpMethod.HEAD)) {
            throw new Problem(405, "The dashboard knows GET and HEAD.");
        }
    }

    private void checkHost(HttpServerRequest call) {
        String host = nameOf(authorityOf(call));
        if (host == null || !allowedHosts.contains(host) || call.headers().getAll(HttpHeaders.HOST).size() > 1) {
            throw new Problem(403, "The Host header must be one of admin.allowed-hosts. Maybe add the name you called.");
        }
    }

    private void checkWrite(HttpServerRequest call) {
        if (!call.method().equals(HttpMethod.POST)) {
            throw new Problem(405, "The admin API knows GET, HEAD and POST.");
        }
        String origin = call.getHeader(HttpHeaders.ORIGIN);
        if (origin != null && !isOwn(origin, call) || "cross-site".equals(call.getHeader("Sec-Fetch-Site"))) {
            throw new Problem(403, "This call comes from a page of another site.");
        }
        String type = call.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
            throw new Problem(415, "The Content-Type must be application/json.");
        }
    }

    /** Whether a page came from where it now calls: same host and port. */
    private static boolean isOwn(String origin, HttpServerRequest call) {
        int scheme = origin.indexOf("://");
        return scheme > 0 && origin.substring(scheme + 3).equalsIgnoreCase(authorityOf(call));
    }

    /** What it called; HTTP/2 says it in another place. */
    private static @Nullable String authorityOf(HttpServerRequest call) {
        String host = call.getHeader(HttpHeaders.HOST);
        return host == null && call.authority() != null ? call.authority().toString() : host;
    }

    /** The host of a Host header, in lower case and without the port; null when it has none. */
    private static @Nullable String nameOf(@Nullable String host) {
        if (host == null) {
            return null;
        }
        String name = host.strip().toLowerCase(Locale.ROOT);
        int end = name.startsWith("[") ? name.indexOf(']') + 1 : name.indexOf(':') < 0 ? name.length() : name.indexOf(':');
        String rest = name.substring(end);
        return end == 0 || !rest.isEmpty() && !rest.matches(":[0-9]{1,5}") ? null : name.substring(0, end);
    }
}
