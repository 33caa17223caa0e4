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
 * calls must be one that is known, no page of another site may call, not even to read, as what is read costs something, and a
 * write must say that it is JSON, which a form cannot.
 */
final class AdminGate {

    /** Of a call of the dashboard, and of an address that somebody typed. */
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

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
        checkSite(call);
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
     * The page has no data, and a browser cannot send a token where none was asked for: whoever may reach it may have it, also
     * by a link on another site.
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

    /** An image or a script of any page is fetched without an Origin; that another port's is of the same site is no excuse. */
    private static void checkSite(HttpServerRequest call) {
        String origin = call.getHeader(HttpHeaders.ORIGIN);
        String site = call.getHeader("Sec-Fetch-Site");
        if (origin != null && !isOwn(origin, call) || site != null && !OWN_SITES.contains(site)) {
            throw new Problem(403, "This call comes from a page of another site.");
        }
    }

    private static void checkWrite(HttpServerRequest call) {
        if (!call.method().equals(HttpMethod.POST)) {
            throw new Problem(405, "The admin API knows GET, HEAD and POST.");
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
