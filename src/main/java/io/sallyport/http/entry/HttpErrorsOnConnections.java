package io.sallyport.http.entry;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sallyport.http.HttpErrors;

/**
 * Puts {@link HttpErrors} on every connection of HTTP/1. Quarkus offers no other way: it sets no
 * handler of Vert.x's for invalid requests, and lets nobody else set one.
 */
@RegisterForReflection(fields = false, methods = false) // a service of Netty's
public final class HttpErrorsOnConnections extends ChannelInitializerExtension {

  /** As Vert.x calls it. */
  private static final String ENCODER = "httpEncoder";

  /** For the service loader. */
  public HttpErrorsOnConnections() {}

  @Override
  public void postInitializeServerChildChannel(Channel connection) {
    connection.pipeline().addFirst(new Placing());
  }

  /** Vert.x builds its pipeline later, and all of it behind what is there when bytes come. */
  private static final class Placing extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
      ChannelPipeline pipeline = context.pipeline();
      boolean isFirst = pipeline.first() == this;
      pipeline.remove(this);
      if (pipeline.get(ENCODER) != null) {
        pipeline.addAfter(ENCODER, null, new HttpErrors());
      } else if (isFirst) {
        // TLS, or a look whether it is HTTP/2, comes before.
        pipeline.addLast(new Placing());
      }
      context.fireChannelRead(bytes);
    }
  }
}
