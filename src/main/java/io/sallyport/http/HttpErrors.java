package io.sallyport.http;

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
import io.sallyport.audit.RefusalId;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Adds a Graph error as the body to errors that the HTTP server answers by itself (an invalid
 * request line, header, length or chunk), which would be empty. Empty answers of Meta's stay as
 * they are.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of a connection that fails, Vert.x hears itself
public final class HttpErrors extends ChannelDuplexHandler {

  /**
   * Time for the caller to read the answer before closing with unread bytes resets the connection.
   */
  private static final long LINGER_MILLIS = 1_000;

  /** The webhook route answers errors without a body, so they are added here. */
  private static final String WEBHOOKS = "/webhooks/";

  /** A request whose answer has not been written completely. */
  private record Asked(boolean isHead, boolean isWebhook) {}

  private final Queue<Asked> pending = new ArrayDeque<>(2);

  private boolean answerBegun;

  /** Whether more bytes of the last request may come. */
  private boolean unread;

  /** Whether the bytes cannot be parsed as HTTP any more. */
  private boolean broken;

  private boolean refused;
  private boolean closing;

  /** The error's details for a status. */
  public static String details(int status) {
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

  /** Answers now, because Vert.x closes the connection when it learns of the broken body. */
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

  /**
   * Whether the gateway's server made this answer: to an unreadable request, to an upgrade to
   * HTTP/2 (the only answers not of a Vert.x class), or to a webhook.
   */
  private boolean isOurs(HttpResponse response, @Nullable Asked asked) {
    return (broken && pending.size() == 1)
        || response instanceof DefaultFullHttpResponse
        || (asked != null && asked.isWebhook());
  }

  private FullHttpResponse withBody(HttpResponse response) {
    int status = response.status().code();
    Refusal refusal = Refusal.of(reason(status), details(status));
    ByteBuf body = Unpooled.wrappedBuffer(GraphErrors.body(refusal, RefusalId.next()).getBytes());
    FullHttpResponse whole =
        new DefaultFullHttpResponse(response.protocolVersion(), response.status(), body);
    whole.headers().set(response.headers());
    whole.headers().set(HttpHeaderNames.CONTENT_TYPE, GraphErrors.CONTENT_TYPE);
    whole.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    if (broken && pending.size() == 1) {
      whole.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    return whole;
  }

  /** Closes later if the caller is still sending, so that a reset does not destroy the answer. */
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
