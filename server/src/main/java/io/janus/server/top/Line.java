package io.janus.server.top;

import java.util.List;

/**
 * A line of the screen, in pieces of one style each. Holds nothing that drives a terminal.
 */
record Line(List<Span> spans) {

    /** How a piece looks where there are colours. Nothing is said by colour alone. */
    enum Style {
        PLAIN(""),
        BOLD("1"),
        DIM("2"),
        GOOD("32"),
        WARNING("33"),
        BAD("31;1"),
        SELECTED("7");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }

    /** A piece. */
    record Span(String text, Style style) {
    }

    static Line of(String text) {
        return of(text, Style.PLAIN);
    }

    static Line of(String text, Style style) {
        return new Line(List.of(new Span(text, style)));
    }

    Line {
        spans = List.copyOf(spans);
    }

    /** Without styles. */
    String text() {
        StringBuilder text = new StringBuilder();
        spans.forEach(span -> text.append(span.text()));
        return text.toString();
    }

    /** With styles, as ECMA-48 has them. */
    String styled() {
        StringBuilder text = new StringBuilder();
        for (Span span : spans) {
            if (span.style() == Style.PLAIN) {
                text.append(span.text());
            } else {
                text.append("\u001b[").append(span.style().code).append('m').append(span.text()).append("\u001b[0m");
            }
        }
        return text.toString();
    }
}
