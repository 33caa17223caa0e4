package io.janus.quarkus.explain;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import io.janus.quarkus.log.LogText;
import io.netty.util.NetUtil;

/**
 * A request that somebody wants to know the way of, as a client would send it. Of a TCP listener only the client counts.
 *
 * @param method as it is sent
 * @param url an absolute URL, or a target as it stands in a request line
 * @param client the address that connects
 * @param fields its header fields; Host is made from the URL where it is not among them
 */
public record Question(String method, String url, InetAddress client, List<Field> fields) {

    /** Longer than any request line that a listener takes by default. */
    private static final int MOST_URL_CHARS = 8 * 1024;

    /** More than any client sends; a listener takes 100 by default. */
    private static final int MOST_FIELDS = 50;

    /** As a listener takes a whole line of a request by default. */
    private static final int MOST_FIELD_CHARS = 8 * 1024;

    /** Twice the longest there is. */
    private static final int MOST_METHOD_CHARS = 32;

    /** The longest IPv6 address with an IPv4 tail and a scope. */
    private static final int MOST_ADDRESS_CHARS = 64;

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Pattern METHOD = Pattern.compile(TOKEN);
    private static final Pattern FIELD = Pattern.compile("(" + TOKEN + "):(.*)", Pattern.DOTALL);
    private static final Pattern SCHEME = Pattern.compile("(?i)https?://.*", Pattern.DOTALL);

    /** A header field. */
    public record Field(String name, String value) {
    }

    public Question {
        fields = List.copyOf(fields);
    }

    /**
     * Checks what somebody wrote.
     *
     * @param method such as {@code GET}
     * @param url {@code http://host/path?query}, a path, or {@code *}
     * @param client an IP literal
     * @param headers each {@code Name: value}
     * @throws BadQuestionException when one of them is none, or longer than it may be
     */
    public static Question of(String method, String url, String client, List<String> headers) throws BadQuestionException {
        if (method.length() > MOST_METHOD_CHARS || !METHOD.matcher(method).matches()) {
            throw new BadQuestionException("method " + quoted(method) + " must be the method of a request, such as GET.");
        }
        if (url.length() > MOST_URL_CHARS) {
            throw new BadQuestionException("url must not be longer than " + MOST_URL_CHARS + " characters.");
        }
        boolean authority = method.equals("CONNECT");
        if (!authority && !url.startsWith("/") && !url.equals("*") && !SCHEME.matcher(url).matches()) {
            throw new BadQuestionException("url " + quoted(url)
                    + " must be a path that begins with /, or begin with http://. Maybe write http://" + LogText.line(url)
                    + ".");
        }
        if (isBroken(url)) {
            throw new BadQuestionException("url must not have line breaks or other control characters.");
        }
        return new Question(method, url, address(client), fields(headers));
    }

    private static InetAddress address(String client) throws BadQuestionException {
        String literal = client.startsWith("[") && client.endsWith("]") ? client.substring(1, client.length() - 1) : client;
        InetAddress address = literal.length() > MOST_ADDRESS_CHARS ? null
                : NetUtil.createInetAddressFromIpAddressString(literal);
        if (address == null) {
            throw new BadQuestionException("client " + quoted(client) + " must be an IP address, such as 10.1.2.3.");
        }
        return address;
    }

    private static List<Field> fields(List<String> headers) throws BadQuestionException {
        if (headers.size() > MOST_FIELDS) {
            throw new BadQuestionException("there must not be more than " + MOST_FIELDS + " headers.");
        }
        List<Field> fields = new ArrayList<>();
        for (String header : headers) {
            var parts = FIELD.matcher(header);
            if (header.length() > MOST_FIELD_CHARS || isBroken(header) || !parts.matches()) {
                throw new BadQuestionException("header " + quoted(header)
                        + " must be a name, a colon and a value, such as \"Accept: text/html\", of at most " + MOST_FIELD_CHARS
                        + " characters.");
            }
            fields.add(new Field(parts.group(1), parts.group(2).strip()));
        }
        return fields;
    }

    /** Whether it would end its line, or is no text at all. A tab may stand in a value. */
    private static boolean isBroken(String text) {
        return text.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 0x7f);
    }

    private static String quoted(String text) {
        return "\"" + LogText.line(text) + "\"";
    }
}
