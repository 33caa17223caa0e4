package io.janus.proxy.http.forward;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.InetSocketAddress;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.http.parse.FieldName;
import io.janus.proxy.http.parse.Fields;
import io.janus.proxy.http.parse.RequestHead;
import io.janus.proxy.http.parse.TargetForm;
import io.janus.proxy.route.CanonicalPath;
import io.janus.proxy.route.HeaderEdits;
import io.janus.proxy.route.Route;
import io.netty.util.NetUtil;

/**
 * Writes the head of a request as an endpoint gets it. One for each loop; confined to it. Allocates nothing in steady state.
 *
 * <p>
 * Lines that stay are copied in runs: the usual head loses nothing in its middle and is one copy from the method to the last
 * line.
 */
public final class ForwardedRequest {

    private static final byte[] HOST = "Host: ".getBytes(ISO_8859_1);
    private static final byte[] VIA_10 = "Via: 1.0 janus\r\n".getBytes(ISO_8859_1);
    private static final byte[] VIA_11 = "Via: 1.1 janus\r\n".getBytes(ISO_8859_1);
    private static final byte[] VIA_NAME = "via".getBytes(ISO_8859_1);
    private static final byte[] CONNECTION_UPGRADE = "Connection: upgrade\r\n".getBytes(ISO_8859_1);
    private static final byte[] CRLF = { '\r', '\n' };

    /** The port that a Host field without one means. */
    private static final int HTTP_PORT = 80;

    private final RequestLine requestLine = new RequestLine();
    private final ForwardedFamily family = new ForwardedFamily();
    private boolean keptUpgrade;

    private @Nullable InetSocketAddress lastEndpoint;
    private byte[] lastHostLine = {};

    /**
     * Writes the head, as HTTP/1.1 and in origin form. What is for this hop only is left out; an upgrade that is asked for is
     * asked for again, but never one to {@code h2c}, which would carry requests past the routes; forwarded headers are the
     * client's true ones.
     *
     * @param bytes where the scanned head is
     * @param path the target's path in canonical form
     * @param route whose rewrite and header edits apply; null when the default backend takes it
     * @param identity has read this head
     * @param via whether to add {@code Via}
     * @param out written from its end on
     * @return where in {@code out} a Host line, made by {@link #writeHost}, is to be inserted, because the request, HTTP/1.0,
     *         has none; -1 when there is one
     */
    public int write(byte[] bytes, RequestHead head, CanonicalPath path, @Nullable Route route, ClientIdentity identity,
            boolean via, Bytes out) {
        HeaderEdits edits = route == null ? HeaderEdits.NONE : route.requestEdits();
        boolean edited = !edits.isEmpty();
        boolean hostByEdits = edited && HostLine.isIn(edits.lines());
        boolean hostFromTarget = !hostByEdits && head.targetForm() == TargetForm.ABSOLUTE;
        int hostOffset = -1;
        int kept;
        if (requestLine.staysAsReceived(bytes, head, path, route)) {
            kept = head.methodStart();
        } else {
            requestLine.write(bytes, head, path, route, out);
            kept = requestLine.end(head);
            if (!hostByEdits && head.hostStart() < 0) {
                hostOffset = out.length();
            } else if (hostFromTarget && !HostLine.isIn(head.fields())) {
                writeHostFromTarget(bytes, head, out);
            }
        }
        writeLines(bytes, head, kept, edits, !hostByEdits && !hostFromTarget, hostFromTarget, identity, out);
        if (keptUpgrade) {
            out.add(CONNECTION_UPGRADE);
        }
        family.write(bytes, head, identity, edits, out);
        if (via && (!edited || !edits.drops(VIA_NAME, 0, VIA_NAME.length))) {
            out.add(head.isHttp10() ? VIA_10 : VIA_11);
        }
        if (edited) {
            out.add(edits.lines());
        }
        out.add(CRLF);
        return hostOffset;
    }

    /**
     * Whether the head that was written last asks for an upgrade, so that the endpoint may agree to one. Not wherever the
     * client asked: the one it wants may be {@code h2c}, or a route's edits may remove Upgrade.
     */
    public boolean asksForUpgrade() {
        return keptUpgrade;
    }

    /** Writes a Host line made of an endpoint's address. Allocates when it is another endpoint than the last time. */
    public void writeHost(InetSocketAddress endpoint, Bytes out) {
        if (!endpoint.equals(lastEndpoint)) {
            String host = endpoint.isUnresolved() ? endpoint.getHostString() : NetUtil.toAddressString(endpoint.getAddress());
            String bracketed = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
            String port = endpoint.getPort() == HTTP_PORT ? "" : ":" + endpoint.getPort();
            lastHostLine = ("Host: " + bracketed + port + "\r\n").getBytes(ISO_8859_1);
            lastEndpoint = endpoint;
        }
        out.add(lastHostLine);
    }

    /** @param kept where what is to be copied begins: the first line, or the request line before it */
    private void writeLines(byte[] bytes, RequestHead head, int kept, HeaderEdits edits, boolean keepsHost,
            boolean hostFromTarget, ClientIdentity identity, Bytes out) {
        Fields fields = head.fields();
        boolean edited = !edits.isEmpty();
        boolean upgrades = head.wantsUpgrade();
        family.begin(identity);
        keptUpgrade = false;
        int runStart = kept;
        int count = fields.count();
        for (int i = 0; i < count; i++) {
            FieldName name = fields.name(i);
            boolean keeps;
            switch (name) {
                case HOST:
                    keeps = keepsHost;
                    break;
                case CONTENT_LENGTH, TRANSFER_ENCODING:
                    // No edit may ever change where a message ends.
                    keeps = true;
                    break;
                case UPGRADE:
                    keeps = upgrades && !UpgradeTokens.hasH2c(bytes, fields.valueStart(i), fields.valueEnd(i))
                            && !isDropped(bytes, fields, i, edited, edits);
                    keptUpgrade |= keeps;
                    break;
                case FORWARDED, X_FORWARDED_FOR, X_FORWARDED_HOST, X_FORWARDED_PROTO, X_FORWARDED_OTHER, X_REAL_IP:
                    keeps = family.keeps(bytes, fields, i, name) && !isDropped(bytes, fields, i, edited, edits);
                    break;
                case EXPECT:
                    keeps = !head.isHttp10() && !fields.isHopByHop(i) && !isDropped(bytes, fields, i, edited, edits);
                    break;
                default:
                    keeps = !fields.isHopByHop(i) && !isDropped(bytes, fields, i, edited, edits);
            }
            if (!keeps) {
                out.add(bytes, runStart, fields.lineStart(i));
                runStart = fields.lineEnd(i);
                if (hostFromTarget && name == FieldName.HOST) {
                    writeHostFromTarget(bytes, head, out);
                }
            }
        }
        out.add(bytes, runStart, head.end() - CRLF.length);
    }

    private static boolean isDropped(byte[] bytes, Fields fields, int line, boolean edited, HeaderEdits edits) {
        return edited && edits.drops(bytes, fields.lineStart(line), fields.nameEnd(line));
    }

    private static void writeHostFromTarget(byte[] bytes, RequestHead head, Bytes out) {
        out.add(HOST).add(bytes, head.hostStart(), head.hostEnd()).add(CRLF);
    }
}
