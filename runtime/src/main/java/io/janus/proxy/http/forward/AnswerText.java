package io.janus.proxy.http.forward;

import io.janus.proxy.stats.ErrorCode;

/** What the answers that Janus makes itself say in words. Never anything of a request, or of what stands behind Janus. */
final class AnswerText {

    private AnswerText() {
    }

    /** The reason phrase of a status (RFC 9110 section 15, RFC 6585). */
    static String reason(int status) {
        return switch (status) {
            case 301 -> "Moved Permanently";
            case 302 -> "Found";
            case 303 -> "See Other";
            case 307 -> "Temporary Redirect";
            case 308 -> "Permanent Redirect";
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 408 -> "Request Timeout";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            default -> throw new IllegalArgumentException("no reason phrase is known for " + status);
        };
    }

    /** One sentence for people. */
    static String sentence(ErrorCode code) {
        return switch (code) {
            case BAD_REQUEST_LINE -> "The request line is malformed.";
            case BAD_HEADER -> "A header field is malformed.";
            case BAD_HOST -> "The Host field is missing, repeated or malformed.";
            case BAD_FRAMING -> "Where the request ends is ambiguous.";
            case BAD_CHUNK -> "A chunk of the request is malformed.";
            case BAD_PATH -> "The path cannot be matched without guessing.";
            case URI_TOO_LONG -> "The request line is too long.";
            case HEAD_TOO_LARGE -> "The header fields are too many or too long.";
            case BODY_TOO_LARGE -> "The request's content is too large.";
            case METHOD_NOT_ALLOWED -> "CONNECT is not available here.";
            case HEAD_TIMEOUT -> "The request's head did not arrive in time.";
            case BODY_TIMEOUT -> "The request's content did not arrive in time.";
            case NO_ROUTE -> "Nothing is served at this address.";
            case DENIED -> "This address is not open to clients.";
            case NO_ENDPOINT -> "No server is available for this request. Try again later.";
            case CONNECT_FAILURE -> "The server could not be reached.";
            case CONNECT_TIMEOUT -> "The server could not be reached in time.";
            case ENDPOINT_RESET -> "The server ended its connection before it answered.";
            case RESPONSE_TIMEOUT -> "The server did not begin its answer in time.";
            case REQUEST_TIMEOUT -> "The request took longer than it may.";
            case BAD_RESPONSE -> "The server's answer is malformed.";
            case CONNECTION_LIMIT -> "Too many connections are open. Try again later.";
            case NO_DESCRIPTORS -> "There is no room for another connection. Try again later.";
            case INTERNAL -> "The proxy failed on this request. This is a bug worth reporting.";
            case CLIENT_STALL, TRUNCATED, UNEXPECTED_BYTES, NO_MEMORY, POLICY_FAILURE ->
                throw new IllegalArgumentException(code.label() + " is never answered");
        };
    }
}
