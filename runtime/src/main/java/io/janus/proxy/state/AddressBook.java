package io.janus.proxy.state;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

import io.janus.proxy.spec.HostPort;
import io.netty.util.NetUtil;

/**
 * The addresses that names had when they were last resolved. Asking never resolves anything: the control plane does that
 * elsewhere, and keeps the last known good.
 */
@FunctionalInterface
public interface AddressBook {

    /**
     * The address of a host and port; {@linkplain InetSocketAddress#isUnresolved() unresolved} when the name has none yet.
     */
    InetSocketAddress lookUp(HostPort address);

    /** A book that knows IP literals only. */
    static AddressBook literals() {
        return address -> {
            byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address.host());
            if (bytes == null) {
                return InetSocketAddress.createUnresolved(address.host(), address.port());
            }
            try {
                return new InetSocketAddress(InetAddress.getByAddress(bytes), address.port());
            } catch (UnknownHostException e) {
                throw new IllegalStateException("Netty read " + address.host() + " as an address of " + bytes.length + " bytes",
                        e);
            }
        };
    }
}
