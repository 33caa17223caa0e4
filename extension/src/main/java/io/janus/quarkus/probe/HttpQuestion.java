package io.janus.quarkus.probe;

import java.nio.charset.StandardCharsets;

import io.janus.proxy.spec.HostPort;
import io.janus.proxy.spec.ProbeSpec.Http;

/** The request of an HTTP probe. */
final class HttpQuestion {

    /** What a client leaves out of Host (RFC 9110, section 4.2.1). */
    private static final int USUAL_PORT = 80;

    private HttpQuestion() {
    }

    /**
     * As it is sent. Everything in it was checked with the configuration: nothing can end a line.
     *
     * @param address the probed address as it is configured
     */
    static byte[] bytes(Http asked, HostPort address) {
        return ("GET " + asked.path() + " HTTP/1.1\r\n"
                + "Host: " + asked.host().orElseGet(() -> authority(address)) + "\r\n"
                + "User-Agent: janus-probe\r\n"
                + "Accept: */*\r\n"
                + "Connection: close\r\n"
                + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** An address as a client writes it into Host: without the usual port, and without the zone, which means nothing there. */
    private static String authority(HostPort address) {
        int zone = address.host().indexOf('%');
        String host = zone < 0 ? address.host() : address.host().substring(0, zone);
        String text = new HostPort(host, address.port()).toString();
        return address.port() == USUAL_PORT ? text.substring(0, text.lastIndexOf(':')) : text;
    }
}
