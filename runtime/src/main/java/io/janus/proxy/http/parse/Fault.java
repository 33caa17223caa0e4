package io.janus.proxy.http.parse;

import io.janus.proxy.stats.ErrorCode;

/** What can be wrong with a head or a trailer section: the words for people, and the code where it is a request's. */
enum Fault {

    REQUEST_LINE("the request line is malformed", ErrorCode.BAD_REQUEST_LINE),
    REQUEST_LINE_TOO_LONG("the request line is too long", ErrorCode.URI_TOO_LONG),
    STATUS_LINE("the status line is malformed", ErrorCode.BAD_RESPONSE),
    STATUS_LINE_TOO_LONG("the status line is too long", ErrorCode.BAD_RESPONSE),

    HEAD_TOO_LARGE("the head is too large", ErrorCode.HEAD_TOO_LARGE),
    TRAILERS_TOO_LARGE("the trailer section is too large", ErrorCode.BAD_CHUNK),
    TOO_MANY_FIELDS("there are too many fields", ErrorCode.HEAD_TOO_LARGE),
    TOO_MANY_OPTIONS("Connection has more options than a head may have fields", ErrorCode.HEAD_TOO_LARGE),

    FIELD_NAME("a field name is malformed", ErrorCode.BAD_HEADER),
    SPACE_BEFORE_COLON("white space stands in a field's name or before its colon", ErrorCode.BAD_HEADER),
    FOLDED_LINE("a field line begins with white space", ErrorCode.BAD_HEADER),
    CONTROL_CHARACTER("a field value has a control character", ErrorCode.BAD_HEADER),
    BARE_CR("a CR stands without LF", ErrorCode.BAD_HEADER),
    BARE_LF("an LF stands without CR", ErrorCode.BAD_HEADER),

    CONNECTION_OPTION("Connection is malformed", ErrorCode.BAD_HEADER),
    CONNECTION_NAMES_FRAMING("Connection names Host, Content-Length or Transfer-Encoding", ErrorCode.BAD_FRAMING),

    CONTENT_LENGTH_REPEATED("Content-Length is repeated", ErrorCode.BAD_FRAMING),
    CONTENT_LENGTH_NOT_A_NUMBER("Content-Length is not a number", ErrorCode.BAD_FRAMING),
    CONTENT_LENGTH_TOO_LONG("Content-Length has too many digits", ErrorCode.BAD_FRAMING),
    TRANSFER_ENCODING_REPEATED("Transfer-Encoding is repeated", ErrorCode.BAD_FRAMING),
    TRANSFER_ENCODING_NOT_CHUNKED("Transfer-Encoding is not exactly chunked", ErrorCode.BAD_FRAMING),
    TRANSFER_ENCODING_ON_HTTP10("Transfer-Encoding stands in HTTP/1.0", ErrorCode.BAD_FRAMING),
    LENGTH_AND_ENCODING("Content-Length and Transfer-Encoding stand together", ErrorCode.BAD_FRAMING),

    HOST_MISSING("Host is missing", ErrorCode.BAD_HOST),
    HOST_REPEATED("Host is repeated", ErrorCode.BAD_HOST),
    HOST_MALFORMED("Host is malformed", ErrorCode.BAD_HOST),
    HOST_EMPTY("Host is empty", ErrorCode.BAD_HOST);

    private final String reason;
    private final ErrorCode code;

    Fault(String reason, ErrorCode code) {
        this.reason = reason;
        this.code = code;
    }

    /** For people; no capital at the beginning, no full stop. */
    String reason() {
        return reason;
    }

    ErrorCode code() {
        return code;
    }
}
