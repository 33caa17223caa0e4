package io.janus.proxy.spec;

import java.net.InetAddress;

/**
 * A range of IP addresses, as {@code 10.0.0.0/8} or {@code ::1/128} says it.
 *
 * @param network the first address of the range; IPv4 or IPv6
 * @param prefixBits how many leading bits addresses of the range share with it: 0 to 32, or to 128 for IPv6
 */
public record AddressRange(InetAddress network, int prefixBits) {

    /** Whether an address lies in it. The JDK makes an IPv4 address of an IPv4-mapped IPv6 one. Any thread; allocates. */
    public boolean contains(InetAddress address) {
        byte[] mine = network.getAddress();
        byte[] theirs = address.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        int whole = prefixBits / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (mine[i] != theirs[i]) {
                return false;
            }
        }
        int rest = prefixBits % Byte.SIZE;
        return rest == 0 || ((mine[whole] ^ theirs[whole]) & 0xff) >>> Byte.SIZE - rest == 0;
    }
}
