package io.sallyport.meta;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import io.sallyport.loop.LoopConnector;
import io.sallyport.message.Outcome;
import io.sallyport.send.Send;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The ways of all event loops to one server: a send goes out on the loop it came in on, once. */
public final class UpstreamConnections {

  /** About what the head of a request takes, bytes. */
  private static final int HEAD = 640;

  private static final int CRLF = '\r' << 8 | '\n';

  private final VertxInternal vertx;
  private final GraphClient server;
  private final long readTimeout;
  private final LoopConnector connector;
  private final FastThreadLocal<SendConnections> byLoop = new FastThreadLocal<>();

  /**
   * The ways to a server.
   *
   * @param readTimeout longest wait for a whole answer
   */
  public UpstreamConnections(Vertx vertx, GraphClient server, Duration readTimeout) {
    this.vertx = (VertxInternal) vertx;
    this.server = server;
    this.readTimeout = readTimeout.toMillis();
    this.connector = server.connector();
  }

  /**
   * Sends once.
   *
   * @param token in place of the caller's; null to leave that
   */
  public Future<Outcome> send(Send send, @Nullable String token) {
    ContextInternal context = vertx.getOrCreateContext();
    EventLoop loop = context.nettyEventLoop();
    Promise<Outcome> told = context.promise();
    ByteBuf request = request(send, token);
    if (loop.inEventLoop()) {
      connections(loop).send(request, told);
    } else {
      loop.execute(() -> connections(loop).send(request, told));
    }
    return told.future();
  }

  private SendConnections connections(EventLoop loop) {
    SendConnections known = byLoop.get();
    if (known == null) {
      known = new SendConnections(loop, connector, readTimeout);
      byLoop.set(known);
    }
    return known;
  }

  /** Head and body in one piece: the kernel takes one faster than two. */
  private ByteBuf request(Send send, @Nullable String token) {
    ByteBuf request = PooledByteBufAllocator.DEFAULT.directBuffer(HEAD + send.body().length);
    ascii(request, "POST ", server.target(send.target()), " HTTP/1.1\r\n");
    header(request, "Host", server.authority());
    header(request, "Content-Length", Integer.toString(send.body().length));
    header(request, "Accept-Encoding", "identity");
    if (token != null) {
      header(request, "Authorization", "Bearer " + token);
    }
    EndToEndHeaders.ofSend(
        send.headers(),
        (name, value) -> {
          if (token == null || !name.equalsIgnoreCase("authorization")) {
            header(request, name, value);
          }
        });
    return request.writeShort(CRLF).writeBytes(send.body());
  }

  private static void header(ByteBuf request, String name, String value) {
    ascii(request, name, ": ", value);
    request.writeShort(CRLF);
  }

  /** A byte for each character, as headers have come in (RFC 9110 §5.5). */
  private static void ascii(ByteBuf request, String first, String second, String third) {
    request.writeCharSequence(first, ISO_8859_1);
    request.writeCharSequence(second, ISO_8859_1);
    request.writeCharSequence(third, ISO_8859_1);
  }
}
