package io.sallyport.meta;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import io.sallyport.account.Clients;
import io.sallyport.account.Tokens;
import io.sallyport.circuit.AccessToken;
import io.sallyport.circuit.Credential;
import io.sallyport.config.SallyportConfig;
import io.sallyport.loop.LoopConnector;
import io.sallyport.message.Outcome;
import io.sallyport.meters.Meters;
import io.sallyport.send.Send;
import io.sallyport.send.Upstream;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Sends a message to Meta, exactly one attempt. */
@Singleton
public final class GraphUpstream implements Upstream {

  /** About what the head of a request takes, bytes. */
  private static final int HEAD = 640;

  private static final int CRLF = '\r' << 8 | '\n';

  private final VertxInternal vertx;
  private final GraphClient graph;
  private final Clients clients;
  private final Tokens tokens;
  private final Meters meters;
  private final long readTimeout;
  private final LoopConnector connector;
  private final FastThreadLocal<SendConnections> byLoop = new FastThreadLocal<>();

  @Inject
  GraphUpstream(
      Vertx vertx,
      GraphClient graph,
      Clients clients,
      Tokens tokens,
      SallyportConfig config,
      Meters meters) {
    this(
        (VertxInternal) vertx,
        graph,
        clients,
        tokens,
        meters,
        config.graph().readTimeout().toMillis());
  }

  private GraphUpstream(
      VertxInternal vertx,
      GraphClient graph,
      Clients clients,
      Tokens tokens,
      Meters meters,
      long readTimeout) {
    this.vertx = vertx;
    this.graph = graph;
    this.clients = clients;
    this.tokens = tokens;
    this.meters = meters;
    this.readTimeout = readTimeout;
    this.connector = graph.connector();
  }

  /** The same to Instagram's own host. */
  public GraphUpstream onInstagram() {
    return new GraphUpstream(vertx, graph.instagram(), clients, tokens, meters, readTimeout);
  }

  @Override
  public Future<Outcome> send(Send send) {
    long start = System.nanoTime();
    ContextInternal context = vertx.getOrCreateContext();
    EventLoop loop = context.nettyEventLoop();
    Promise<Outcome> told = context.promise();
    ByteBuf request = request(send);
    if (loop.inEventLoop()) {
      connections(loop).send(request, told);
    } else {
      loop.execute(() -> connections(loop).send(request, told));
    }
    return told.future().onSuccess(outcome -> meters.upstreamAnswered(System.nanoTime() - start));
  }

  private SendConnections connections(EventLoop loop) {
    SendConnections known = byLoop.get();
    if (known == null) {
      known = new SendConnections(loop, connector, readTimeout);
      byLoop.set(known);
    }
    return known;
  }

  @Override
  public AccessToken token(String phoneNumberId, Credential callers) {
    return clients.configured()
        ? new AccessToken(tokens.of(phoneNumberId).orElse(""), phoneNumberId)
        : AccessToken.ofCaller(callers);
  }

  /** Head and body in one piece: the kernel takes one faster than two. */
  private ByteBuf request(Send send) {
    ByteBuf request = PooledByteBufAllocator.DEFAULT.directBuffer(HEAD + send.body().length);
    ascii(request, "POST ", graph.target(send.target()), " HTTP/1.1\r\n");
    header(request, "Host", graph.authority());
    header(request, "Content-Length", Integer.toString(send.body().length));
    header(request, "Accept-Encoding", "identity");
    String token =
        clients.configured() ? tokens.of(send.number().phoneNumberId()).orElse(null) : null;
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
