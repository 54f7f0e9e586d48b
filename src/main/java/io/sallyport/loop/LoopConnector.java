package io.sallyport.loop;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Connects to one server from event loops. Names are resolved as Vert.x does, which does not block;
 * with TLS the server must prove the host's name.
 */
public final class LoopConnector {

  private final VertxInternal vertx;
  private final String host;
  private final int port;
  private final int timeout;
  private final @Nullable SslContext tls;

  /**
   * Connections to a server.
   *
   * @param timeout to connect, and as long again for TLS, ms
   */
  public LoopConnector(Vertx vertx, String host, int port, boolean tls, int timeout) {
    this.vertx = (VertxInternal) vertx;
    this.host = host;
    this.port = port;
    this.timeout = timeout;
    this.tls = tls ? clientTls() : null;
  }

  private static SslContext clientTls() {
    try {
      return SslContextBuilder.forClient().endpointIdentificationAlgorithm("HTTPS").build();
    } catch (SSLException e) {
      throw new IllegalStateException("no TLS", e);
    }
  }

  /**
   * A connection of an event loop.
   *
   * @param handlers what it does, made anew for each
   * @return told on the loop when it can be used; with TLS when that is agreed upon
   */
  public Future<Channel> connect(EventLoop loop, Supplier<ChannelHandler[]> handlers) {
    Promise<Channel> ready = loop.newPromise();
    var unused =
        new Bootstrap()
            .group(loop)
            .channelFactory(vertx.transport().channelFactory(false))
            .resolver(vertx.nettyAddressResolverGroup())
            .attr(WritesTogether.ONE_CALL_AT_A_TIME, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeout)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            .handler(new Placing(handlers, ready))
            .connect(host, port)
            .addListener(
                (io.netty.channel.ChannelFuture connected) -> {
                  if (!connected.isSuccess()) {
                    ready.tryFailure(connected.cause());
                  } else if (tls == null) {
                    ready.trySuccess(connected.channel());
                  }
                });
    return ready;
  }

  /**
   * Puts the handlers in its place. Netty's own class for that has a static initialiser, which must
   * not run while a native image is built.
   */
  private final class Placing extends ChannelInboundHandlerAdapter {

    private final Supplier<ChannelHandler[]> handlers;
    private final Promise<Channel> ready;

    Placing(Supplier<ChannelHandler[]> handlers, Promise<Channel> ready) {
      this.handlers = handlers;
      this.ready = ready;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
      if (tls != null) {
        context.pipeline().addLast(handshake(tls, context.channel(), ready));
      }
      context.pipeline().addLast(handlers.get());
      context.pipeline().remove(this);
    }
  }

  private SslHandler handshake(SslContext context, Channel channel, Promise<Channel> ready) {
    SslHandler handler = context.newHandler(channel.alloc(), host, port);
    handler.setHandshakeTimeoutMillis(timeout);
    handler
        .handshakeFuture()
        .addListener(
            agreed -> {
              if (agreed.isSuccess()) {
                ready.trySuccess(channel);
              } else {
                ready.tryFailure(agreed.cause());
                var unused = channel.close();
              }
            });
    return handler;
  }
}
