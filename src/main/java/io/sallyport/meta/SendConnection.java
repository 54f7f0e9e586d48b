package io.sallyport.meta;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.sallyport.loop.Deadlines;
import io.sallyport.message.Outcome;
import io.sallyport.message.SendAnswer;
import io.vertx.core.Promise;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the Graph API, which carries a send at a time; on its event loop's thread only.
 * From the first byte written on, whatever breaks leaves the send's outcome unknown.
 */
final class SendConnection extends ChannelInboundHandlerAdapter {

  /**
   * Shorter than servers': of a send that is written while they close, nobody knows the outcome.
   */
  private static final long KEEP_ALIVE = TimeUnit.SECONDS.toNanos(GraphClient.KEEP_ALIVE_SECONDS);

  private final SendConnections pool;

  /** Ends a send whose answer takes too long, and the connection with it. */
  final Deadlines.Wait deadline =
      new Deadlines.Wait() {
        @Override
        protected void isOver() {
          broken();
        }
      };

  private @Nullable Channel channel;
  private @Nullable Promise<Outcome> send;
  private @Nullable HttpResponse head;

  /** What has come of a body that comes in pieces. */
  private @Nullable ByteBuf body;

  /** When it was last in use, ns. */
  private long idleSince;

  SendConnection(SendConnections pool) {
    this.pool = pool;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    channel = context.channel();
  }

  /** Whether it may carry another send: the server is not about to close it. */
  boolean isUsable(long now) {
    return now - idleSince < KEEP_ALIVE;
  }

  void write(ByteBuf request, Promise<Outcome> told) {
    send = told;
    head = null;
    var unused = channel().writeAndFlush(request, channel().voidPromise());
  }

  void close() {
    var unused = channel().close();
  }

  private Channel channel() {
    if (channel == null) {
      throw new IllegalStateException("not connected");
    }
    return channel;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      read((HttpObject) message);
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void read(HttpObject part) {
    if (send == null || part.decoderResult().isFailure()) {
      // What nobody asked for, or what is no HTTP.
      broken();
      return;
    }
    if (part instanceof HttpResponse response) {
      head = isInterim(response) ? null : response;
    }
    if (head != null && part instanceof HttpContent content) {
      read(head, content.content(), part instanceof LastHttpContent);
    }
  }

  private void read(HttpResponse response, ByteBuf piece, boolean isLast) {
    if (isLast && body == null) {
      answered(response, ByteBufUtil.getBytes(piece));
      return;
    }
    ByteBuf all = body == null ? channel().alloc().heapBuffer() : body;
    body = all;
    all.writeBytes(piece);
    if (isLast) {
      answered(response, ByteBufUtil.getBytes(all));
    }
  }

  /** 1xx, of which any number may come before the answer (RFC 9110 §15.2). */
  private static boolean isInterim(HttpResponse response) {
    return response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
  }

  private void answered(HttpResponse response, byte[] bytes) {
    Promise<Outcome> ended = ended();
    if (HttpUtil.isKeepAlive(response)) {
      idleSince = System.nanoTime();
      pool.isFree(this);
    } else {
      pool.isGone();
      close();
    }
    ended.complete(
        new Outcome.Answered(
            response.status().code(),
            EndToEndHeaders.ofAnswer(response.headers()),
            bytes,
            SendAnswer.read(bytes)));
  }

  private Promise<Outcome> ended() {
    Promise<Outcome> ended = send;
    if (ended == null) {
      throw new IllegalStateException("no send");
    }
    send = null;
    head = null;
    if (body != null) {
      body.release();
      body = null;
    }
    pool.hasEnded(this);
    return ended;
  }

  private void broken() {
    if (send != null) {
      Promise<Outcome> ended = ended();
      pool.isGone();
      close();
      ended.complete(new Outcome.Unknown());
    } else {
      close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (send == null) {
      pool.isClosed(this);
    } else {
      broken();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
    broken();
  }
}
