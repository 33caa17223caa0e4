package io.janus.quarkus.resolve;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Where names are looked up. The seam between the bookkeeping of names and the machine's resolver. */
@FunctionalInterface
interface NameLookup {

    /** Asks the machine's own resolver, with its hosts file and the caches of the JVM. */
    NameLookup SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    /**
     * Looks a name up. Blocks, for 10 s and more when no name server answers.
     *
     * @return its addresses, at least one, in the order of the answer
     */
    List<InetAddress> lookUp(String host) throws UnknownHostException;
}
