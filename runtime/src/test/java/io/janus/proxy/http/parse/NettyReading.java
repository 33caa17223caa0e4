package io.janus.proxy.http.parse;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectDecoder;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.ReferenceCountUtil;

/** What Netty's decoders make of a head, in the same words as what the scanners make of it. */
final class NettyReading {

    static final String REFUSED = "REFUSED";
    static final String INCOMPLETE = "INCOMPLETE";

    private NettyReading() {
    }

    static String ofRequest(String head) {
        return read(new HttpRequestDecoder(strictest()), head);
    }

    static String ofResponse(String head) {
        return read(new HttpResponseDecoder(strictest()), head);
    }

    /** The head as the scanner reads it. */
    static String of(Text text, RequestHead head) {
        return String.join(" ", text.between(head.methodStart(), head.methodEnd()),
                text.between(head.targetStart(), head.targetEnd()),
                head.isHttp10() ? "1.0" : "1.1", fields(text, head.fields()),
                framing(head.framing() == Framing.CHUNKED, head.framing() == Framing.LENGTH ? head.contentLength() : -1),
                connection(head.keepsAlive(), head.expectsContinue()));
    }

    /** The head as the scanner reads it. */
    static String of(Text text, ResponseHead head) {
        return String.join(" ", Integer.toString(head.status()), head.isHttp10() ? "1.0" : "1.1", fields(text, head.fields()),
                connection(head.keepsAlive(), false));
    }

    private static HttpDecoderConfig strictest() {
        return new HttpDecoderConfig().setMaxInitialLineLength(Text.LIMITS.maxStartLine())
                .setMaxHeaderSize(Text.LIMITS.maxHead())
                .setStrictLineParsing(true).setUseRfc9112TransferEncoding(true).setValidateHeaders(true)
                .setAllowDuplicateContentLengths(false);
    }

    private static String read(HttpObjectDecoder decoder, String head) {
        EmbeddedChannel channel = new EmbeddedChannel(decoder);
        try {
            channel.writeInbound(Unpooled.copiedBuffer(head, StandardCharsets.ISO_8859_1));
            HttpMessage message = channel.readInbound();
            if (message == null) {
                return INCOMPLETE;
            }
            try {
                return message.decoderResult().isFailure() ? REFUSED : words(message);
            } finally {
                ReferenceCountUtil.release(message);
            }
        } finally {
            channel.finishAndReleaseAll();
        }
    }

    private static String words(HttpMessage message) {
        String version = message.protocolVersion().text().substring("HTTP/".length());
        String fields = message.headers().entries().stream().map(NettyReading::field)
                .collect(Collectors.joining("\n", "[", "]"));
        if (message instanceof HttpRequest request) {
            return String.join(" ", request.method().name(), request.uri(), version, fields,
                    framing(HttpUtil.isTransferEncodingChunked(message), HttpUtil.getContentLength(message, -1L)),
                    connection(HttpUtil.isKeepAlive(message), HttpUtil.is100ContinueExpected(message)));
        }
        return String.join(" ", Integer.toString(((HttpResponse) message).status().code()), version, fields,
                connection(HttpUtil.isKeepAlive(message), false));
    }

    private static String field(Map.Entry<String, String> field) {
        return field.getKey() + "=" + field.getValue();
    }

    private static String fields(Text text, Fields fields) {
        return IntStream.range(0, fields.count()).mapToObj(line -> text.name(fields, line) + "=" + text.value(fields, line))
                .collect(Collectors.joining("\n", "[", "]"));
    }

    private static String framing(boolean isChunked, long length) {
        return isChunked ? "chunked" : Long.toString(length);
    }

    private static String connection(boolean keepsAlive, boolean expectsContinue) {
        return (keepsAlive ? "keep" : "close") + (expectsContinue ? " continue" : "");
    }
}
