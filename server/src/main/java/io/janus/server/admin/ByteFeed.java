package io.janus.server.admin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

/**
 * The bytes of an answer that goes on and on, handed from the HTTP client's threads to the one that prints. It holds one
 * delivery at a time: a terminal that stands still holds Janus back, not our memory full.
 */
final class ByteFeed implements Flow.Subscriber<List<ByteBuffer>> {

    /** One of: bytes, the end (neither), or how it broke off. */
    private record Delivery(@Nullable List<ByteBuffer> bytes, @Nullable IOException failure) {
    }

    /** Written by the HTTP client's threads and by whoever stops; read by the one that prints. */
    private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();

    /** Written once by a thread of the HTTP client before the first delivery; read by the one that prints. */
    private volatile Runnable askForMore = () -> {
    };

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        askForMore = () -> subscription.request(1);
        askForMore.run();
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        deliveries.add(new Delivery(bytes, null));
    }

    @Override
    public void onError(Throwable failure) {
        deliveries.add(new Delivery(null, new IOException(failure)));
    }

    @Override
    public void onComplete() {
        stop();
    }

    /** Makes {@link #next} answer that this is the end. Any thread. */
    void stop() {
        deliveries.add(new Delivery(null, null));
    }

    /**
     * Waits for more. One thread only.
     *
     * @param patience how long
     * @return the bytes; empty at the end
     * @throws TimeoutException when nothing came
     * @throws IOException when the connection broke off
     */
    Optional<List<ByteBuffer>> next(Duration patience) throws IOException, TimeoutException, InterruptedException {
        Delivery delivery = deliveries.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (delivery == null) {
            throw new TimeoutException();
        }
        if (delivery.failure() != null) {
            throw delivery.failure();
        }
        askForMore.run();
        return Optional.ofNullable(delivery.bytes());
    }
}
