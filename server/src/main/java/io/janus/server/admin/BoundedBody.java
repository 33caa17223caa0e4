package io.janus.server.admin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * Takes an answer into memory, as text, and gives up on one that is too large: what answers at an address may be
 * anything. Called by the HTTP client's threads, one at a time; the text is read through the future.
 */
final class BoundedBody implements BodySubscriber<String> {

    /** The largest configuration there can be has 8 MiB; with its line ends and quotes escaped it fits in here. */
    static final int MOST_BYTES = 32 << 20;

    /** More came than {@link #MOST_BYTES}. */
    static final class TooLargeException extends IOException {

        private static final long serialVersionUID = 1;
    }

    private final CompletableFuture<String> text = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Ends the transfer. Replaced when it begins; like the bytes it belongs to whichever thread calls. */
    private Runnable cancel = () -> {
    };

    @Override
    public CompletionStage<String> getBody() {
        return text;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        cancel = subscription::cancel;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        for (ByteBuffer part : parts) {
            if (text.isDone()) {
                return;
            }
            if (part.remaining() > MOST_BYTES - bytes.size()) {
                cancel.run();
                text.completeExceptionally(new TooLargeException());
                return;
            }
            byte[] copy = new byte[part.remaining()];
            part.get(copy);
            bytes.writeBytes(copy);
        }
    }

    @Override
    public void onError(Throwable failure) {
        text.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        text.complete(bytes.toString(StandardCharsets.UTF_8));
    }
}
