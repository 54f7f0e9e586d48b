package io.sallyport.meta;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.sallyport.loop.Deadlines;
import io.sallyport.loop.LoopConnector;
import io.sallyport.message.Outcome;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An event loop's connections to the Graph API, kept open; on its thread only. A send that came in
 * on this loop goes out on it.
 */
final class SendConnections {

  /** Far more than a pod needs at Meta's latency; beyond it sends fail without leaving. */
  private static final int MOST = 1024;

  /** ms; long enough to notice all connections that were closed at the same time. */
  private static final long SECOND_TRY_AFTER = 100;

  private static final HttpDecoderConfig READING = new HttpDecoderConfig().setMaxHeaderSize(65_536);

  private final EventLoop loop;
  private final LoopConnector connector;
  private final Deadlines deadlines;

  /** The one used last comes first: those that are not needed grow old. */
  private final Deque<SendConnection> idle = new ArrayDeque<>();

  private int open;

  SendConnections(EventLoop loop, LoopConnector connector, long readTimeoutMillis) {
    this.loop = loop;
    this.connector = connector;
    this.deadlines = new Deadlines(loop, TimeUnit.MILLISECONDS.toNanos(readTimeoutMillis));
  }

  /** Sends once. Without a connection nothing was sent, so getting one is tried twice. */
  void send(ByteBuf request, Promise<Outcome> told) {
    SendConnection free = free();
    if (free != null) {
      write(free, request, told);
    } else {
      connect(request, told, true);
    }
  }

  private @Nullable SendConnection free() {
    long now = System.nanoTime();
    SendConnection oldest = idle.peekLast();
    while (oldest != null && !oldest.isUsable(now)) {
      idle.removeLast();
      open--;
      oldest.close();
      oldest = idle.peekLast();
    }
    return idle.pollFirst();
  }

  private void connect(ByteBuf request, Promise<Outcome> told, boolean again) {
    if (open >= MOST) {
      notSent(request, told);
      return;
    }
    open++;
    SendConnection one = new SendConnection(this);
    connector
        .connect(loop, () -> handlers(one))
        .addListener(
            connected -> {
              if (connected.isSuccess()) {
                write(one, request, told);
                return;
              }
              open--;
              if (again) {
                var unused =
                    loop.schedule(
                        () -> connect(request, told, false),
                        SECOND_TRY_AFTER,
                        TimeUnit.MILLISECONDS);
              } else {
                notSent(request, told);
              }
            });
  }

  private static ChannelHandler[] handlers(SendConnection one) {
    return new ChannelHandler[] {new HttpResponseDecoder(READING), one};
  }

  private void write(SendConnection one, ByteBuf request, Promise<Outcome> told) {
    deadlines.begin(one.deadline);
    one.write(request, told);
  }

  private static void notSent(ByteBuf request, Promise<Outcome> told) {
    request.release();
    told.complete(new Outcome.NotSent());
  }

  /** Its send has ended, in whatever way. */
  void hasEnded(SendConnection one) {
    deadlines.end(one.deadline);
  }

  /** It may carry another send. */
  void isFree(SendConnection one) {
    idle.addFirst(one);
  }

  /** One that carried a send will carry none again. */
  void isGone() {
    open--;
  }

  /** One that carried none was closed. */
  void isClosed(SendConnection one) {
    if (idle.remove(one)) {
      open--;
    }
  }
}
