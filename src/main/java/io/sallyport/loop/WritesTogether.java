package io.sallyport.loop;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.util.AttributeKey;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What one turn of an event loop writes to a connection of ours leaves in one system call: the
 * admissions of all sends that came in together are one write for the gateway, and one read for
 * Redis. Connections that carry one call at a time have no use for it, and are marked.
 */
@RegisterForReflection(fields = false, methods = false) // a service of Netty's
public final class WritesTogether extends ChannelInitializerExtension {

  /** On a connection that carries one call at a time. */
  static final AttributeKey<Boolean> ONE_CALL_AT_A_TIME =
      AttributeKey.valueOf("sallyport.one-call-at-a-time");

  /** Writes that go at the latest when there are so many. */
  private static final int MOST = 64;

  /** For the service loader. */
  public WritesTogether() {}

  @Override
  public void postInitializeClientChannel(Channel connection) {
    if (!connection.hasAttr(ONE_CALL_AT_A_TIME)) {
      connection.pipeline().addFirst(new FlushConsolidationHandler(MOST, true));
    }
  }
}
