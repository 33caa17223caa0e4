package io.janus.proxy.http.forward;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.spec.AddressRange;
import io.netty.util.NetUtil;

/**
 * Reads the list of an X-Forwarded-For field: IPv4 and IPv6 literals between commas, each perhaps with a port. Allocates; looks
 * no name up.
 */
final class AddressList {

    private AddressList() {
    }

    /**
     * The client that a list names: its right-most untrusted address, because each proxy appends whom it saw and an untrusted
     * one may have written anything to the left; the left-most where all are trusted.
     *
     * @param list the bytes from 0 to {@code length}
     * @return null when any entry is something else than an address
     */
    static @Nullable InetSocketAddress client(byte[] list, int length, List<AddressRange> trusted) {
        InetSocketAddress client = null;
        boolean found = false;
        int end = length;
        while (end >= 0) {
            int start = end;
            while (start > 0 && list[start - 1] != ',') {
                start--;
            }
            InetSocketAddress entry = entry(text(list, start, end));
            if (entry == null) {
                return null;
            }
            if (!found) {
                client = entry;
                found = !ClientIdentity.isTrusted(entry.getAddress(), trusted);
            }
            end = start - 1;
        }
        return client;
    }

    private static String text(byte[] list, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && isSpace(list[start])) {
            start++;
        }
        while (end > start && isSpace(list[end - 1])) {
            end--;
        }
        return new String(list, start, end - start, ISO_8859_1);
    }

    private static boolean isSpace(byte one) {
        return one == ' ' || one == '\t';
    }

    /** An address, with port 0 where the text has none; null when it is no address. */
    private static @Nullable InetSocketAddress entry(String text) {
        if (text.startsWith("[")) {
            int close = text.indexOf(']');
            if (close < 0) {
                return null;
            }
            String rest = text.substring(close + 1);
            return address(v6(text.substring(1, close)), rest);
        }
        int colon = text.indexOf(':');
        if (colon >= 0 && text.indexOf(':', colon + 1) >= 0) {
            return address(v6(text), "");
        }
        return colon < 0 ? address(v4(text), "") : address(v4(text.substring(0, colon)), text.substring(colon));
    }

    /** @param port empty, or a port with a colon before it */
    private static @Nullable InetSocketAddress address(byte @Nullable [] address, String port) {
        int number = port.isEmpty() ? 0 : port(port);
        if (address == null || number < 0) {
            return null;
        }
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), number);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }

    private static int port(String text) {
        // ":65535" is the longest.
        if (text.charAt(0) != ':' || text.length() < 2 || text.length() > 6) {
            return -1;
        }
        int port = 0;
        for (int i = 1; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            port = port * 10 + digit;
        }
        return port <= 0xffff ? port : -1;
    }

    private static byte @Nullable [] v4(String text) {
        if (!NetUtil.isValidIpV4Address(text)) {
            return null;
        }
        byte[] address = NetUtil.createByteArrayFromIpAddressString(text);
        // "010.0.0.1" is 10.0.0.1 to some and 8.0.0.1 to others: nobody may be let in by it.
        return address != null && NetUtil.bytesToIpAddress(address).equals(text) ? address : null;
    }

    private static byte @Nullable [] v6(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Netty's parser would also take brackets and a zone, which means nothing outside of its host.
            if (c != ':' && c != '.' && Character.digit(c, 16) < 0) {
                return null;
            }
        }
        return NetUtil.isValidIpV6Address(text) ? NetUtil.createByteArrayFromIpAddressString(text) : null;
    }
}
