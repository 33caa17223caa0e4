package io.janus.proxy.state;

import java.util.concurrent.atomic.AtomicInteger;

/** An atomic integer with a cache line of its own: 64 bytes of fields on either side would be more than the value. */
@SuppressWarnings("unused")
final class PaddedInteger extends AtomicInteger {

    private static final long serialVersionUID = 1;

    private long p1, p2, p3, p4, p5, p6, p7;
    private long q1, q2, q3, q4, q5, q6, q7;
}
