package io.janus.proxy.io;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;

/**
 * One connection, to a client or to an endpoint: the only handler of its channel. It sends with back-pressure, pauses and
 * resumes reading, and ends either way (finish or reset). Confined to its loop.
 */
public abstract class Connection extends ChannelInboundHandlerAdapter {

    protected final IoLoop loop;
    protected final SocketChannel channel;

    /** The socket beneath an epoll channel, which can be written to without a detour; null for NIO. */
    private final @Nullable Socket socket;

    /** Whether it is not read now; a connection that was accepted is not, until it begins. */
    private boolean paused;

    /** Whether the peer's finish was seen while paused, and waits for {@link #resume()}. */
    private boolean finishSetAside;
    private boolean inputEnded;
    private boolean outputFinished;
    private boolean outputEnded;

    protected Connection(IoLoop loop, SocketChannel channel) {
        this.loop = loop;
        this.channel = channel;
        this.paused = !channel.config().isAutoRead();
        this.socket = channel instanceof UnixChannel unix ? (Socket) unix.fd() : null;
    }

    // What happens to it, for its two kinds to answer.

    /** Bytes came; the reference to them is the callee's. */
    protected abstract void received(ByteBuf bytes);

    /** The peer finished its side: no more bytes will come. */
    protected abstract void peerFinished();

    /** The connection is broken: reset by the peer, or failing to write. */
    protected abstract void broken(Throwable cause);

    /** There is room to send again, or no longer. */
    protected abstract void writabilityChanged();

    /** The connection is closed, whoever did it. The last call. */
    protected abstract void closed();

    // What it can be told.

    /**
     * Sends bytes, taking over the reference to them. What the kernel does not take is kept; see {@link #isWritable()}. A
     * failure arrives at {@link #broken}.
     */
    public final void send(ByteBuf bytes) {
        Channel.Unsafe unsafe = channel.unsafe();
        ChannelOutboundBuffer waiting = unsafe.outboundBuffer();
        if (waiting == null || outputFinished) {
            bytes.release();
            return;
        }
        if (socket != null && waiting.isEmpty() && sendDirectly(socket, bytes)) {
            return;
        }
        loop.keeps(bytes.readableBytes());
        unsafe.write(ReadBuffer.keep(bytes, channel.alloc()), channel.voidPromise());
        unsafe.flush();
    }

    /**
     * Sends bytes of an array, which may be used again at once. Meant for heads: what the kernel does not take is copied.
     */
    public final void send(byte[] bytes, int from, int to) {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        if (waiting == null || outputFinished) {
            return;
        }
        ByteBuf direct = socket != null && waiting.isEmpty() ? loop.forSending(bytes, from, to) : null;
        int sent = 0;
        if (direct != null && socket != null) {
            try {
                sent = direct.hasMemoryAddress() ? socket.sendAddress(direct.memoryAddress(), 0, to - from) : 0;
            } catch (IOException e) {
                broken(e);
                return;
            }
        }
        int left = to - from - sent;
        if (left > 0) {
            loop.keeps(left);
            channel.unsafe().write(channel.alloc().directBuffer(left, left).writeBytes(bytes, from + sent, left),
                    channel.voidPromise());
            channel.unsafe().flush();
        }
    }

    /**
     * Answers a buffer with the same readable bytes that may be kept for long, and counts it. Takes over the reference to the
     * given one.
     */
    protected final ByteBuf keep(ByteBuf bytes) {
        loop.keeps(bytes.readableBytes());
        return ReadBuffer.keep(bytes, channel.alloc());
    }

    /** How many bytes wait in memory to be sent. */
    public final long keptBytes() {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        return waiting == null ? 0 : waiting.totalPendingWriteBytes();
    }

    /** Writes past Netty's outbound buffer. Answers whether nothing is left to do. */
    private boolean sendDirectly(Socket socket, ByteBuf bytes) {
        int from = bytes.readerIndex();
        int to = bytes.writerIndex();
        try {
            int sent = bytes.hasMemoryAddress() ? socket.sendAddress(bytes.memoryAddress(), from, to) : 0;
            if (sent < to - from) {
                bytes.readerIndex(from + sent);
                return false;
            }
            bytes.release();
        } catch (IOException e) {
            bytes.release();
            broken(e);
        }
        return true;
    }

    /** Whether fewer bytes wait to be sent than the high-water mark. */
    public final boolean isWritable() {
        return channel.isWritable();
    }

    /** Stops reading: bytes wait in the kernel, and in the end at the peer. */
    public final void pause() {
        if (!paused) {
            paused = true;
            channel.config().setAutoRead(false);
        }
    }

    /** Reads again. */
    public final void resume() {
        if (!paused) {
            return;
        }
        paused = false;
        if (finishSetAside) {
            finishSetAside = false;
            PeerFinished.putBack(channel);
        }
        channel.config().setAutoRead(true);
    }

    /** Sends a FIN once everything sent before is on its way; closes when the peer has finished too. Reading goes on. */
    public final void finish() {
        if (outputFinished) {
            return;
        }
        outputFinished = true;
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        if (waiting == null || waiting.isEmpty()) {
            endOutput();
        } else {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> {
                if (sent.isSuccess()) {
                    endOutput();
                }
            });
        }
    }

    /** Drops what is sent from now on: it would not arrive. */
    protected final void stopSending() {
        outputFinished = true;
    }

    private void endOutput() {
        outputEnded = true;
        if (inputEnded) {
            channel.close();
        } else {
            channel.shutdownOutput();
        }
    }

    /** Whether the peer has finished its side. */
    public final boolean isInputEnded() {
        return inputEnded;
    }

    /** Whether both sides have finished, and all that was sent is with the kernel. */
    public final boolean isComplete() {
        return inputEnded && outputEnded;
    }

    /** Closes; a FIN is sent where none was. What still waits to be sent is lost. */
    public final void close() {
        channel.close();
    }

    /** Closes with a RST, so that the peer cannot take what came for the whole. */
    public final void reset() {
        if (channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.close();
        }
    }

    // What Netty tells.

    @Override
    public final void channelRead(ChannelHandlerContext context, Object message) {
        received((ByteBuf) message);
    }

    @Override
    public final void channelWritabilityChanged(ChannelHandlerContext context) {
        writabilityChanged();
    }

    @Override
    public final void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            inputEnded = true;
            peerFinished();
            if (outputEnded) {
                channel.close();
            }
        }
    }

    @Override
    public final void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause == ReadWhilePaused.INSTANCE) {
            heldBack();
        } else {
            broken(cause);
        }
    }

    /** The peer finished or reset its side while paused. A finish can wait, a reset is passed on. */
    private void heldBack() {
        if (socket == null || !channel.isOpen()) {
            return;
        }
        finishSetAside |= PeerFinished.setAside(channel);
        try {
            // Reads SO_ERROR; on a connected socket it answers true or throws what broke the connection.
            socket.finishConnect();
        } catch (IOException e) {
            broken(e);
        }
    }

    @Override
    public final void channelInactive(ChannelHandlerContext context) {
        closed();
    }
}
