package io.janus.proxy.http.parse;

/** The methods of RFC 9110 section 9.3 and RFC 5789; any other token is {@link #OTHER}. Case-sensitive. */
public enum Method {

    GET(true),
    HEAD(true),
    POST(false),
    PUT(true),
    DELETE(true),
    CONNECT(false),
    OPTIONS(true),
    TRACE(true),
    PATCH(false),
    OTHER(false);

    private final boolean idempotent;

    Method(boolean idempotent) {
        this.idempotent = idempotent;
    }

    /** Whether doing it twice is the same as doing it once (RFC 9110 section 9.2.2): only then may it be tried again. */
    public boolean isIdempotent() {
        return idempotent;
    }
}
