package io.janus.quarkus.config;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.WithDefault;

/**
 * How much clients may send. A size is a number of bytes, or with {@code K}, {@code M}, {@code G} or {@code T} behind it one of
 * KiB, MiB, GiB or TiB: {@code 16K} is 16384 bytes.
 */
@ConfigGroup
public interface HttpConfig {

    /**
     * How large the head of a request may be, its request line and headers together; a larger one is answered 431. A size from
     * 1K to 1M.
     */
    @WithDefault("16K")
    @Bounds(min = "1K", max = "1M")
    MemorySize maxHead();

    /** How many headers a request may have; one with more is answered 431. A number from 1 to 10000. */
    @WithDefault("100")
    @Bounds(min = "1", max = "10000")
    int maxHeaders();

    /**
     * How long the request line may be, which is method, target and version; a longer one is answered 414. A size from 256 to
     * 1M, and at most {@code max-head}. Where it is not set and {@code max-head} is smaller than the default, it is
     * {@code max-head}.
     */
    @WithDefault("8K")
    @Bounds(min = "256", max = "1M")
    MemorySize maxRequestLine();

    /**
     * How large the trailers behind a chunked body may be; with larger ones the request or the answer is cut off. A size from
     * 256 to 1M.
     */
    @WithDefault("8K")
    @Bounds(min = "256", max = "1M")
    MemorySize maxTrailers();

    /**
     * After how many requests a connection is closed, 0 to 1000000000; 0 means never. The answer to the last one says so.
     */
    @WithDefault("0")
    @Bounds(min = "0", max = "1000000000")
    int maxRequestsPerConnection();

    /**
     * How large the body of a request may be; a larger one is answered 413. A size from 0 to 1024T; 0 means as large as it
     * gets. Bodies pass through and are not held in memory.
     */
    @WithDefault("0")
    @Bounds(min = "0", max = "1024T")
    MemorySize maxBody();
}
