package io.janus.benchmarks;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.SplittableRandom;

/** Clients of many addresses. The same ones in every run. */
final class Clients {

    /** As many as a loop may well have connected at a time. */
    static final int COUNT = 1024;

    /** The ports that clients connect from are of the upper half. */
    private static final int LOWEST_PORT = 32_768;

    private Clients() {
    }

    /** The addresses of {@value #COUNT} clients, in no order. */
    static InetSocketAddress[] addresses() {
        SplittableRandom random = new SplittableRandom(1);
        InetSocketAddress[] clients = new InetSocketAddress[COUNT];
        for (int i = 0; i < COUNT; i++) {
            byte[] ip = { 10, 0, 0, 0 };
            for (int octet = 1; octet < ip.length; octet++) {
                ip[octet] = (byte) random.nextInt();
            }
            clients[i] = new InetSocketAddress(address(ip), random.nextInt(LOWEST_PORT, 65_536));
        }
        return clients;
    }

    private static InetAddress address(byte[] ip) {
        try {
            return InetAddress.getByAddress(ip);
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are an address", e);
        }
    }
}
