package io.sallyport.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.sallyport.policy.Reason;
import io.sallyport.policy.Refusal;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gives the errors that the HTTP server finds by itself (a request line, a header, a length or a
 * chunk it cannot read) the body every other refusal has; it would say nothing. What Meta says
 * nothing to stays as it is.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of a connection that fails, Vert.x hears itself
final class HttpErrors extends ChannelDuplexHandler {

  /** For the caller to read the answer, before unread bytes of his reset the connection. */
  private static final long LINGER_MILLIS = 1_000;

  /** The webhook's route answers without a word, and may not know this package. */
  private static final String WEBHOOKS = "/webhooks/";

  /** A request whose answer has not been written whole. */
  private record Asked(boolean isHead, boolean isWebhook) {}

  private final Queue<Asked> pending = new ArrayDeque<>(2);

  private boolean answerBegun;

  /** Whether bytes may come that belong to a request that began. */
  private boolean unread;

  /** Whether what comes cannot be read as HTTP any more. */
  private boolean broken;

  private boolean refused;
  private boolean closing;

  /** What to say of a status that says nothing else. */
  static String details(int status) {
    return switch (status) {
      case 401 -> "The X-Hub-Signature-256 header is missing, or is not of this body.";
      case 403 -> "hub.mode or hub.verify_token is not what this gateway expects.";
      case 413 -> "The body is larger than this gateway takes (quarkus.http.limits.max-body-size).";
      case 414 ->
          "The request line is longer than this gateway takes"
              + " (quarkus.http.limits.max-initial-line-length).";
      case 431 ->
          "The headers are longer than this gateway takes (quarkus.http.limits.max-header-size).";
      default ->
          "The request is not valid HTTP: its request line, Host, headers, Content-Length or chunks"
              + " are not as RFC 9112 says.";
    };
  }

  private static Reason reason(int status) {
    return switch (status) {
      case 401 -> Reason.UNAUTHENTICATED;
      case 403 -> Reason.FORBIDDEN_NUMBER;
      case 413 -> Reason.TOO_LARGE;
      default -> Reason.INVALID_BODY;
    };
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (closing) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (message instanceof HttpRequest request) {
      pending.add(
          new Asked(HttpMethod.HEAD.equals(request.method()), request.uri().startsWith(WEBHOOKS)));
      unread = true;
    }
    if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
      broken = true;
      if (message instanceof HttpContent && !(message instanceof HttpRequest)) {
        refuseBrokenBody(context);
      }
    } else if (message instanceof LastHttpContent) {
      unread = false;
    }
    context.fireChannelRead(message);
  }

  /** Vert.x will close the connection, as soon as it hears of it. */
  private void refuseBrokenBody(ChannelHandlerContext context) {
    if (pending.size() == 1 && !answerBegun) {
      context.writeAndFlush(
          withBody(
              new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.BAD_REQUEST)));
      pending.clear();
      refused = true;
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    ChannelPromise written = promise;
    Object answer = message;
    if (refused) {
      ReferenceCountUtil.release(message);
      written.unvoid().tryFailure(new ClosedChannelException());
      return;
    }
    if (message instanceof HttpResponse response
        && response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
      answerBegun = true;
      if (saysNothing(response)) {
        answer = withBody(response);
        ReferenceCountUtil.release(message);
        if (!HttpUtil.isKeepAlive(response)) {
          written = written.unvoid().addListener(ChannelFutureListener.CLOSE);
        }
      }
    }
    if (answer instanceof LastHttpContent && answerBegun) {
      answerBegun = false;
      pending.poll();
    }
    context.write(answer, written);
  }

  private boolean saysNothing(HttpResponse response) {
    Asked asked = pending.peek();
    return response.status().codeClass() == HttpStatusClass.CLIENT_ERROR
        && response instanceof FullHttpResponse whole
        && !whole.content().isReadable()
        && (asked == null || !asked.isHead())
        && isOurs(response, asked);
  }

  /** Of an unreadable request, of the upgrade to HTTP/2 (no class of Vert.x's), or of a webhook. */
  private boolean isOurs(HttpResponse response, @Nullable Asked asked) {
    return (broken && pending.size() == 1)
        || response instanceof DefaultFullHttpResponse
        || (asked != null && asked.isWebhook());
  }

  private FullHttpResponse withBody(HttpResponse response) {
    int status = response.status().code();
    Refusal refusal = Refusal.of(reason(status), details(status));
    ByteBuf body =
        Unpooled.wrappedBuffer(GraphErrors.body(refusal, GraphErrors.newId()).getBytes());
    FullHttpResponse whole =
        new DefaultFullHttpResponse(response.protocolVersion(), response.status(), body);
    whole.headers().set(response.headers());
    whole.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json; charset=UTF-8");
    whole.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    if (broken && pending.size() == 1) {
      whole.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    return whole;
  }

  /** Whoever has not sent all of what was refused must not be reset before he reads why. */
  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    Channel channel = context.channel();
    boolean answeredEarly = unread && pending.isEmpty() && channel.isActive() && !closing;
    boolean isTls = context.pipeline().get(SslHandler.class) != null;
    if (!answeredEarly || isTls || !(channel instanceof DuplexChannel connection)) {
      context.close(promise);
      return;
    }
    closing = true;
    context.flush();
    connection.shutdownOutput();
    channel.config().setAutoRead(true);
    context.executor().schedule(() -> context.close(promise), LINGER_MILLIS, TimeUnit.MILLISECONDS);
  }
}
