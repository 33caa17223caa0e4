package io.janus.proxy.http.forward;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.http.parse.FieldName;
import io.janus.proxy.http.parse.Fields;
import io.janus.proxy.http.parse.RequestHead;
import io.janus.proxy.spec.AddressRange;
import io.netty.util.NetUtil;

/**
 * Who the client of a connection is. An untrusted peer is the client, whatever it says; a trusted one may name the client in
 * X-Forwarded-For. One for each client connection; confined to its loop. Never looks a name up.
 */
public final class ClientIdentity {

    /** Lists up to this long are compared with the last one: a dozen addresses. Longer ones are read each time. */
    private static final int LONGEST_REMEMBERED = 256;

    private static final byte[] FOR = "X-Forwarded-For: ".getBytes(ISO_8859_1);
    private static final byte[] PROTO_LINE = "\r\nX-Forwarded-Proto: http\r\n".getBytes(ISO_8859_1);

    private final InetSocketAddress peer;
    private final byte[] usualLines;
    private final int peerTextEnd;

    private @Nullable List<AddressRange> knownTrusted;
    private boolean peerTrusted;

    private InetSocketAddress client;
    private boolean believed;

    /** The list that was read last, its lines joined, while it is one worth remembering; and what came of it. */
    private byte @Nullable [] remembered;
    private int rememberedLength = -1;
    private @Nullable InetSocketAddress rememberedClient;

    /** @param peer the address at the other end of the connection; the wildcard address where it is not known */
    public ClientIdentity(InetSocketAddress peer) {
        this.peer = peer;
        this.client = peer;
        byte[] text = (hasAddress(peer) ? NetUtil.toAddressString(peer.getAddress()) : "unknown").getBytes(ISO_8859_1);
        peerTextEnd = FOR.length + text.length;
        usualLines = Arrays.copyOf(FOR, peerTextEnd + PROTO_LINE.length);
        System.arraycopy(text, 0, usualLines, FOR.length, text.length);
        System.arraycopy(PROTO_LINE, 0, usualLines, peerTextEnd, PROTO_LINE.length);
    }

    /**
     * Reads a request's head. Allocates nothing unless the peer is trusted and names another client than before.
     *
     * @param trusted whose forwarded headers are believed; the same list object while the listener's settings last
     */
    public void read(byte[] bytes, RequestHead head, List<AddressRange> trusted) {
        if (trusted != knownTrusted) {
            knownTrusted = trusted;
            rememberedLength = -1;
            // A peer whose address is not known is nobody's proxy, even where all addresses are trusted.
            peerTrusted = hasAddress(peer) && isTrusted(peer.getAddress(), trusted);
        }
        if (!peerTrusted) {
            client = peer;
            believed = false;
            return;
        }
        int length = joinedLength(head.fields());
        if (length < 0) {
            client = peer;
            believed = true;
            return;
        }
        if (length == rememberedLength && isRemembered(bytes, head.fields())) {
            settle(rememberedClient);
            return;
        }
        byte[] list = join(bytes, head.fields(), length);
        InetSocketAddress named = AddressList.client(list, length, trusted);
        rememberedLength = length <= LONGEST_REMEMBERED ? length : -1;
        rememberedClient = named;
        settle(named);
    }

    /** The client of the request that was read last: the right-most untrusted address, or the peer. */
    public InetSocketAddress client() {
        return client;
    }

    /**
     * Whether the forwarded headers of the request that was read last are believed: the peer is trusted, the list well-formed.
     */
    public boolean isBelieved() {
        return believed;
    }

    /** The lines {@code X-Forwarded-For} and {@code X-Forwarded-Proto}, with CRLF, that say what Janus itself knows. */
    byte[] usualLines() {
        return usualLines;
    }

    /** Where in {@link #usualLines()} the peer's address begins. */
    int peerTextStart() {
        return FOR.length;
    }

    /** One after the peer's address in {@link #usualLines()}. */
    int peerTextEnd() {
        return peerTextEnd;
    }

    /** Where in {@link #usualLines()} the second line begins. */
    int protoLineStart() {
        return peerTextEnd + 2;
    }

    private void settle(@Nullable InetSocketAddress named) {
        believed = named != null;
        client = named != null ? named : peer;
    }

    private static boolean hasAddress(InetSocketAddress peer) {
        return !peer.isUnresolved() && !peer.getAddress().isAnyLocalAddress();
    }

    static boolean isTrusted(InetAddress address, List<AddressRange> trusted) {
        for (int i = 0; i < trusted.size(); i++) {
            if (trusted.get(i).contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** How long the list of all lines is, with a comma between lines; -1 when there is no line. */
    private static int joinedLength(Fields fields) {
        int length = -1;
        for (int i = 0; i < fields.count(); i++) {
            if (fields.name(i) == FieldName.X_FORWARDED_FOR) {
                length += 1 + fields.valueEnd(i) - fields.valueStart(i);
            }
        }
        return length;
    }

    private boolean isRemembered(byte[] bytes, Fields fields) {
        byte[] list = remembered;
        if (list == null) {
            return false;
        }
        int at = 0;
        boolean first = true;
        for (int i = 0; i < fields.count(); i++) {
            if (fields.name(i) == FieldName.X_FORWARDED_FOR) {
                if (!first && list[at++] != ',') {
                    return false;
                }
                first = false;
                int length = fields.valueEnd(i) - fields.valueStart(i);
                if (!Arrays.equals(bytes, fields.valueStart(i), fields.valueEnd(i), list, at, at + length)) {
                    return false;
                }
                at += length;
            }
        }
        return true;
    }

    private byte[] join(byte[] bytes, Fields fields, int length) {
        byte[] list = length <= LONGEST_REMEMBERED ? remembered : null;
        if (list == null || list.length < length) {
            list = new byte[length];
            remembered = length <= LONGEST_REMEMBERED ? list : remembered;
        }
        int at = 0;
        boolean first = true;
        for (int i = 0; i < fields.count(); i++) {
            if (fields.name(i) == FieldName.X_FORWARDED_FOR) {
                if (!first) {
                    list[at++] = ',';
                }
                first = false;
                int size = fields.valueEnd(i) - fields.valueStart(i);
                System.arraycopy(bytes, fields.valueStart(i), list, at, size);
                at += size;
            }
        }
        return list;
    }
}
