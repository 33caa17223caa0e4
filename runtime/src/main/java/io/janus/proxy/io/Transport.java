package io.janus.proxy.io;

import java.net.StandardSocketOptions;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;

/** How sockets are reached: Linux's epoll through Netty's native library, or the JDK's NIO everywhere else. */
public enum Transport {

    EPOLL {
        @Override
        EventLoopGroup newLoops(int count, ThreadFactory threads) {
            return new EpollEventLoopGroup(count, threads);
        }

        @Override
        public SocketChannel newSocket() {
            return new EpollSocketChannel();
        }

        @Override
        public AcceptingSocket newAcceptingSocket() {
            return new EpollAcceptingSocket();
        }

        @Override
        public Optional<ChannelOption<Boolean>> reusePort() {
            return Optional.of(EpollChannelOption.SO_REUSEPORT);
        }
    },

    NIO {
        @Override
        EventLoopGroup newLoops(int count, ThreadFactory threads) {
            return new NioEventLoopGroup(count, threads);
        }

        @Override
        public SocketChannel newSocket() {
            return new NioSocketChannel();
        }

        @Override
        public AcceptingSocket newAcceptingSocket() {
            return new NioAcceptingSocket();
        }

        @Override
        public Optional<ChannelOption<Boolean>> reusePort() {
            return LINUX ? Optional.of(NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT)) : Optional.empty();
        }
    };

    /** Only Linux spreads connections evenly over the sockets that share a port. */
    private static final boolean LINUX = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");

    /** Set in a GraalVM native image, where epoll's JNI library has not been shown to work. */
    private static final boolean NATIVE_IMAGE = System.getProperty("org.graalvm.nativeimage.imagecode") != null;

    abstract EventLoopGroup newLoops(int count, ThreadFactory threads);

    /** A new client-side socket, not registered yet. */
    public abstract SocketChannel newSocket();

    /** A new listening socket, not registered yet. */
    public abstract AcceptingSocket newAcceptingSocket();

    /** The option that lets every loop have a listening socket of its own; empty where it would not spread connections. */
    public abstract Optional<ChannelOption<Boolean>> reusePort();

    /** The best one this machine has. */
    public static Transport best() {
        return !NATIVE_IMAGE && Epoll.isAvailable() ? EPOLL : NIO;
    }

    /** Why it is NIO on a machine that should have epoll; empty when nothing is amiss. */
    public Optional<String> fallbackReason() {
        if (this == EPOLL || !LINUX) {
            return Optional.empty();
        }
        if (NATIVE_IMAGE) {
            return Optional.of("native images run on NIO");
        }
        Throwable cause = Epoll.unavailabilityCause();
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Optional.of(cause == null ? "NIO was chosen" : cause.toString());
    }

    /** Its name and the versions of what it is made of. */
    public String describe() {
        String text = name().toLowerCase(Locale.ROOT) + ", Netty " + versionOf("netty-transport");
        return this == EPOLL ? text + ", native library " + versionOf("netty-transport-native-epoll") : text;
    }

    private static String versionOf(String artifact) {
        return NettyVersions.of(artifact).orElse("of unknown version");
    }
}
