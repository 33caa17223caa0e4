package io.janus.proxy;

import io.janus.proxy.io.Transport;

/** Lets tests of other packages choose the transport, which operators cannot. */
public final class TestProxies {

    private TestProxies() {
    }

    public static Proxy start(ProxyOptions options, Transport transport) {
        return Proxy.start(options, transport);
    }
}
