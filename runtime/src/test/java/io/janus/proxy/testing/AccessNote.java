package io.janus.proxy.testing;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.access.AccessRecord;
import io.janus.proxy.access.AccessRecord.Part;

/** What was in an {@link AccessRecord}, which is used again. */
public record AccessNote(String listener, boolean isHttp, InetSocketAddress peer, InetSocketAddress client,
        @Nullable String route, @Nullable String backend, @Nullable String endpoint, int attempts, @Nullable String method,
        @Nullable String target, @Nullable String version, @Nullable String host, @Nullable String userAgent,
        @Nullable String referer, int status, long fromClientBytes, long toClientBytes, long firstByteNanos,
        long durationNanos, String end) {

    public static AccessNote of(AccessRecord record) {
        return new AccessNote(record.listener(), record.isHttp(), record.peer(), record.client(), record.route(),
                record.backend(), record.endpoint(), record.attempts(), text(record, Part.METHOD), text(record, Part.TARGET),
                record.version(), text(record, Part.HOST), text(record, Part.USER_AGENT), text(record, Part.REFERER),
                record.status(), record.fromClientBytes(), record.toClientBytes(), record.firstByteNanos(),
                record.durationNanos(), record.end());
    }

    /** A part as it was kept, with {@code …} behind it where there was more; null when it is not there. */
    private static @Nullable String text(AccessRecord record, Part part) {
        return record.length(part) < 0 ? null
                : new String(record.text(), record.start(part), record.length(part), StandardCharsets.ISO_8859_1)
                        + (record.isCut(part) ? "…" : "");
    }
}
