package io.janus.benchmarks;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.ThreadParams;

/** A measuring thread in the part of an event loop: it has an index, and writes what belongs to that loop. */
@State(Scope.Thread)
public class LoopThread {

    /** As many threads as benchmarks here have at most, and so as many loops. */
    static final int MOST = 2;

    /** More different values than a predictor remembers. */
    static final int VALUES = 1024;

    private final Walk walk = new Walk(VALUES);
    private int index;

    public LoopThread() {
    }

    /** One with an index, for tests. */
    LoopThread(int index) {
        this.index = index;
    }

    @Setup
    public void index(ThreadParams threads) {
        index = threads.getThreadIndex();
    }

    int index() {
        return index;
    }

    /** The index of the next of {@value #VALUES} values. */
    int next() {
        return walk.next();
    }
}
