package io.janus.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

import io.janus.proxy.http.parse.ResponseHead;
import io.janus.proxy.http.parse.Verdict;

/** Scanning the head of a response, to the last byte and with all that is checked. */
public class ResponseHeadScan extends NanosPerCall {

    @Param
    public HeadSize size = HeadSize.USUAL;

    private final ResponseHead head = new ResponseHead();
    private byte[][] heads;
    private Walk walk;

    @Setup
    public void writeHeads() {
        heads = Heads.responses(size);
        walk = new Walk(heads.length);
    }

    @Benchmark
    public ResponseHead scan() {
        byte[] bytes = heads[walk.next()];
        if (head.scan(bytes, 0, Heads.end(bytes), Heads.LIMITS) != Verdict.COMPLETE) {
            throw new IllegalStateException("a good head was not accepted");
        }
        return head;
    }

    byte[][] heads() {
        return heads;
    }
}
