package io.janus.proxy.http.parse;

/** The field names that a proxy must know; any other is {@link #OTHER}. */
public enum FieldName {
    OTHER,
    CONNECTION,
    CONTENT_LENGTH,
    DATE,
    EXPECT,
    /** RFC 7239. */
    FORWARDED,
    HOST,
    KEEP_ALIVE,
    PROXY_CONNECTION,
    TE,
    TRAILER,
    TRANSFER_ENCODING,
    UPGRADE,
    VIA,
    X_FORWARDED_FOR,
    X_FORWARDED_HOST,
    X_FORWARDED_PROTO,
    /**
     * Any other {@code X-Forwarded-…}, and {@code X-Forwarded-…} or {@code X-Real-IP} with {@code _} for some {@code -}:
     * servers that map names to variables do not tell these apart.
     */
    X_FORWARDED_OTHER,
    X_REAL_IP
}
