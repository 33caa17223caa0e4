package io.janus.proxy.http.conformance;

import java.util.List;
import java.util.Set;

import io.janus.proxy.testing.HttpAnswer.Then;

/**
 * One case: what a client sends, what an endpoint answers, and what each of them must get. All text is one byte for each
 * character.
 *
 * @param name unique in its topic
 * @param section where it is said, as {@code RFC 9112 5.1} or {@code DESIGN 8}
 * @param send what the client sends; a plain GET where the case is about the endpoint
 * @param sendGiven whether the case is about what the client sends
 * @param clientFinishes whether the client sends a FIN afterwards
 * @param expect one for each response, in order
 * @param clientGets head and data of the last response; empty leaves them open
 * @param clientTrailers the trailers of the last response
 * @param endpointGets one for each request that must reach the endpoint; empty leaves their bytes open
 * @param endpointRequests how many complete requests must reach the endpoint; {@link #ANY} leaves it open
 * @param headsMayArrive whether requests that never become complete may reach the endpoint
 * @param endpointSends the endpoint's answers, in order; empty is a plain 200
 * @param early whether the endpoint answers at the head, before the body
 * @param endpointThen what the endpoint does after its answer
 * @param endpointClosed whether the proxy must then close the endpoint's connection
 * @param deliveries the only deliveries that make sense; empty means all
 */
record ConformanceCase(
        String name,
        String section,
        String send,
        boolean sendGiven,
        boolean clientFinishes,
        List<Expected> expect,
        String clientGets,
        List<String> clientTrailers,
        List<String> endpointGets,
        int endpointRequests,
        boolean headsMayArrive,
        List<String> endpointSends,
        boolean early,
        Then endpointThen,
        boolean endpointClosed,
        Set<String> deliveries) {

    static final int ANY = -1;

    /** How the client's connection goes on after a response. */
    enum Ending {
        /** Another request is answered on it. */
        KEEP,
        /** It ends with a FIN, and the response said so. */
        CLOSE,
        /**
         * It ends, and the response said so. The client had said so too and sent more: where that came late, with a RST
         * perhaps.
         */
        CLOSE_OR_RESET,
        /** The body is cut, visibly. */
        CUT,
        /** The body is cut, or the head did not go out yet and the answer is 502: both are right (DESIGN 8). */
        CUT_OR_502,
        /** It is not said. */
        ANY
    }

    /**
     * One response.
     *
     * @param status 0 where the connection ends without one
     * @param codes what {@code Janus-Error} may be; empty when it must not be there
     * @param interim the statuses of the interim responses before it
     */
    record Expected(int status, List<String> codes, List<Integer> interim, Ending ending) {
    }

    /** Whether it is an answer of the endpoint, all in one exchange that anybody may observe without a proxy between. */
    boolean worksWithoutProxy() {
        return expect.size() == 1 && expect.get(0).codes().isEmpty() && expect.get(0).status() >= 200
                && expect.get(0).ending() == Ending.KEEP && endpointRequests == 1 && endpointThen == Then.KEEP
                && !endpointClosed && !clientFinishes && !early && !send.startsWith("\r\n");
    }

    /** The method of the n-th request. */
    String method(int n) {
        String[] starts = send.split("(?<=\r\n\r\n)");
        String start = starts[Math.min(n, starts.length - 1)];
        return start.stripLeading().replaceFirst("(?s) .*", "");
    }

    @Override
    public String toString() {
        return name + " [" + section + "]";
    }
}
