package io.janus.quarkus.config;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

import io.janus.proxy.spec.AddressRange;
import io.netty.util.NetUtil;

/** A range of addresses as it is written: {@code 10.0.0.0/8}, or one address. */
final class RangeText {

    /** How much longer a prefix is in the IPv6 form of an IPv4 address (RFC 4291, section 2.5.5.2). */
    private static final int MAPPED_BITS = 96;

    private RangeText() {
    }

    /** @throws IllegalArgumentException with the rule and a hint */
    static AddressRange read(String text) {
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        InetAddress address = host.indexOf('%') >= 0 || host.startsWith("[") ? null : Addresses.literal(host);
        if (address == null) {
            throw new IllegalArgumentException("must be an IP address or a range of them, as in 10.0.0.0/8"
                    + (Addresses.HOST_NAME.matcher(host).matches() && host.matches(".*[A-Za-z].*")
                            ? "; a name can belong to anyone."
                            : "."));
        }
        if (address instanceof Inet4Address && host.indexOf(':') < 0 && !NetUtil.toAddressString(address).equals(host)) {
            throw new IllegalArgumentException("must not have leading zeros, which some read as octal. Maybe write "
                    + NetUtil.toAddressString(address) + ".");
        }
        int width = address.getAddress().length * Byte.SIZE;
        int bits = slash < 0 ? width : bits(text.substring(slash + 1));
        if (address instanceof Inet4Address && host.indexOf(':') >= 0) {
            int shorter = slash >= 0 && bits >= MAPPED_BITS ? bits - MAPPED_BITS : width;
            throw new IllegalArgumentException("must be written as an IPv4 address. Maybe write "
                    + written(new AddressRange(first(address, Math.min(shorter, width)), Math.min(shorter, width))) + ".");
        }
        if (bits < 0 || bits > width) {
            throw new IllegalArgumentException("must end with the length of a prefix, from 0 to " + width + ". Maybe write "
                    + NetUtil.toAddressString(address) + "/" + width + ".");
        }
        AddressRange range = new AddressRange(first(address, bits), bits);
        if (!range.network().equals(address)) {
            throw new IllegalArgumentException("must begin with the first address of the range. Maybe write "
                    + written(range) + ".");
        }
        return range;
    }

    private static String written(AddressRange range) {
        return NetUtil.toAddressString(range.network()) + "/" + range.prefixBits();
    }

    /** The number; -1 when it is none. */
    private static int bits(String digits) {
        return digits.matches("[0-9]{1,3}") ? Integer.parseInt(digits) : -1;
    }

    private static InetAddress first(InetAddress address, int bits) {
        byte[] bytes = address.getAddress();
        for (int i = 0; i < bytes.length; i++) {
            int kept = Math.max(0, Math.min(Byte.SIZE, bits - i * Byte.SIZE));
            bytes[i] &= (byte) (0xff << Byte.SIZE - kept);
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("as many bytes as an address has", e);
        }
    }
}
