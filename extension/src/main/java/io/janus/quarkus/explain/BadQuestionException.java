package io.janus.quarkus.explain;

/** What was asked makes no sense; the message says which part, and what it must be. */
public final class BadQuestionException extends Exception {

    private static final long serialVersionUID = 1;

    /** @param message for people; holds nothing unprintable */
    BadQuestionException(String message) {
        super(message);
    }
}
