package io.janus.server.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a query in PromQL, one after the other. */
final class Tokens {

    private static final Pattern TOKEN = Pattern.compile("""
            \\s*(?:(?<duration>\\d+(?:ms|[smhdwy]))\
            |(?<number>\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?)\
            |(?<name>[a-zA-Z_][a-zA-Z0-9_:]*)\
            |"(?<text>[^"\\\\]*)"\
            |(?<sign>=~|!~|==|!=|>=|<=|[-+*/%^<>=(){}\\[\\],]))""");

    private static final Pattern REST = Pattern.compile("\\s*");

    enum Kind {
        DURATION,
        NUMBER,
        NAME,
        TEXT,
        SIGN,
        END
    }

    record Token(Kind kind, String text) {

        boolean is(String sign) {
            return kind != Kind.TEXT && text.equals(sign);
        }
    }

    private final String query;
    private final List<Token> tokens = new ArrayList<>();
    private int next;

    Tokens(String query) {
        this.query = query;
        Matcher matcher = TOKEN.matcher(query);
        int end = 0;
        while (matcher.region(end, query.length()).lookingAt()) {
            for (Kind kind : Kind.values()) {
                String text = kind == Kind.END ? null : matcher.group(kind.name().toLowerCase(Locale.ROOT));
                if (text != null) {
                    tokens.add(new Token(kind, text));
                }
            }
            end = matcher.end();
        }
        if (!REST.matcher(query.substring(end)).matches()) {
            throw mistake("cannot be read from here: " + query.substring(end));
        }
        tokens.add(new Token(Kind.END, ""));
    }

    Token peek() {
        return tokens.get(next);
    }

    Token take() {
        Token token = tokens.get(next);
        if (token.kind() != Kind.END) {
            next++;
        }
        return token;
    }

    /** Takes a token only if it is this one. */
    boolean takeIf(String sign) {
        if (peek().is(sign)) {
            next++;
            return true;
        }
        return false;
    }

    void require(String sign) {
        if (!takeIf(sign)) {
            throw mistake("where " + sign + " should be there is '" + peek().text() + "'");
        }
    }

    String require(Kind kind) {
        if (peek().kind() != kind) {
            throw mistake("where a " + kind + " should be there is '" + peek().text() + "'");
        }
        return take().text();
    }

    IllegalArgumentException mistake(String what) {
        return new IllegalArgumentException(what + "   in   " + query);
    }
}
