package io.janus.faults.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Many {@link EchoStream}s that are all kept busy, until {@link #finish} or the first byte that is wrong. */
public final class EchoStreams implements AutoCloseable {

    private static final int THREADS = 4;
    private static final int ROUND_MILLIS = 100;
    private static final int LENGTH = 3000;

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
    private final List<EchoStream> streams = new ArrayList<>();
    private final List<Future<?>> going = new ArrayList<>();
    private final AtomicLong rounds = new AtomicLong();

    /** Set by the test, read by the threads. */
    private volatile boolean finishing;

    public void upgraded(int port, String path, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            start(EchoStream.upgraded(port, path, "tunnel " + i));
        }
    }

    public void sessions(int port, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            start(EchoStream.session(port, "session " + i));
        }
    }

    private void start(EchoStream stream) {
        streams.add(stream);
        going.add(threads.scheduleAtFixedRate(() -> round(stream), 0, ROUND_MILLIS, TimeUnit.MILLISECONDS));
    }

    /** What it throws ends its rounds, and is found by {@link #finish}. */
    private void round(EchoStream stream) {
        if (finishing) {
            return;
        }
        try {
            stream.round(LENGTH);
            rounds.incrementAndGet();
        } catch (IOException e) {
            throw new IllegalStateException(stream + " broke", e);
        }
    }

    /** Ends all of them in good order, and fails if one did not live until now. Answers how many rounds there were. */
    public long finish() throws IOException, InterruptedException, ExecutionException {
        finishing = true;
        threads.shutdown();
        if (!threads.awaitTermination(WireClient.PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("a round that never ends");
        }
        for (Future<?> one : going) {
            if (!one.isCancelled()) {
                one.get(); // throws what ended it
            }
        }
        for (EchoStream stream : streams) {
            stream.finish();
        }
        return rounds.get();
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        for (EchoStream stream : streams) {
            stream.close();
        }
    }
}
