package io.sallyport.gateway;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.sallyport.config.SallyportConfig;
import io.sallyport.meta.GraphClient;
import io.sallyport.policy.Details;
import io.sallyport.policy.Reason;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every Graph call that carries no message: streamed both ways, undecided and unchanged. A body in
 * which Graph would find further calls is looked at first.
 */
@Singleton
final class PassThroughRoute {

  private static final String ROUTED = Routed.class.getName();

  /** What is called, and how it goes on; the token is the caller's own where it is null. */
  private record Routed(GraphPath.OtherPath path, @Nullable VaultedToken token) {}

  private final GraphClient graph;
  private final Vault vault;
  private final MediaLinks links;
  private final long readTimeout;
  private final long maxReadableBody;
  private final WholeBody wholeBody;

  PassThroughRoute(GraphClient graph, Vault vault, MediaLinks links, SallyportConfig config) {
    this.graph = graph;
    this.vault = vault;
    this.links = links;
    this.readTimeout = config.graph().readTimeout().toMillis();
    this.maxReadableBody = config.policy().maxBodySize().asLongValue();
    this.wholeBody = new WholeBody(maxReadableBody);
  }

  /** First step: streams the call through, or reads its body and goes on to {@link #forward}. */
  void handle(RoutingContext context, Caller caller, GraphPath.OtherPath path) {
    HttpServerRequest request = context.request();
    boolean vaulted = caller instanceof Caller.Known;
    Optional<String> fault = GraphQuery.faultOfOther(request.query(), vaulted);
    if (fault.isPresent()) {
      refuse(request.response(), Reason.INVALID_BODY, fault.get());
      return;
    }
    Routed routed = new Routed(path, null);
    if (caller instanceof Caller.Known known) {
      Vault.Choice choice = vault.choose(known.client(), path.decoded(), request.uri());
      if (choice instanceof Vault.None none) {
        refuse(request.response(), none.refusal().reason(), none.refusal().details());
        return;
      }
      routed = new Routed(path, ((Vault.Chosen) choice).token());
    }
    context.put(ROUTED, routed);
    stream(context, routed);
  }

  /** Whether {@link #handle} took the request. */
  boolean hasAccepted(RoutingContext context) {
    return context.get(ROUTED) != null;
  }

  private void stream(RoutingContext context, Routed routed) {
    HttpServerRequest request = context.request();
    if (!Passage.hasBody(request)) {
      connect(routed, request, HttpClientRequest::send);
      return;
    }
    Optional<String> fault = OtherBody.faultOfHeaders(request.headers());
    if (fault.isPresent()) {
      refuse(request.response(), Reason.INVALID_BODY, fault.get());
      return;
    }
    switch (OtherBody.kind(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
      case OPAQUE -> connect(routed, request, onward -> onward.send(request));
      case PARTS -> parts(routed, request);
      case READABLE -> wholeBody.handle(context);
    }
  }

  /** Second step: the body is there. */
  void forward(RoutingContext context) {
    Buffer body = Objects.requireNonNullElseGet(context.body().buffer(), Buffer::buffer);
    Routed routed = context.get(ROUTED);
    Optional<String> fault = OtherBody.fault(body.getBytes(), routed.token() != null);
    if (fault.isPresent()) {
      refuse(context.response(), Reason.INVALID_BODY, fault.get());
    } else {
      connect(routed, context.request(), onward -> onward.send(body));
    }
  }

  /** The body could not be read whole. */
  void fail(RoutingContext context) {
    boolean tooLarge = context.statusCode() == HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE.code();
    refuse(
        context.response(),
        tooLarge ? Reason.TOO_LARGE : Reason.INVALID_BODY,
        tooLarge ? Details.tooLarge(maxReadableBody) : "The body could not be read.");
  }

  private void parts(Routed routed, HttpServerRequest request) {
    if (!OtherBody.takesParts(GraphPath.pathOf(routed.path().decoded()))) {
      refuse(
          request.response(),
          Reason.INVALID_BODY,
          "A multipart body passes this gateway on /media and /assets only; send JSON.");
      return;
    }
    boolean vaulted = routed.token() != null;
    connect(
        routed,
        request,
        onward -> onward.send(new WatchedParts(request, vaulted, () -> breakOff(request, onward))));
  }

  private static void breakOff(HttpServerRequest request, HttpClientRequest onward) {
    refuse(
        request.response(),
        Reason.INVALID_BODY,
        "A part named as a call, a batch of calls or a token does not pass this gateway.");
    onward.reset();
    request.resume();
  }

  private void connect(Routed routed, HttpServerRequest request, Passage.Body body) {
    VaultedToken token = routed.token();
    LinkedAnswer linked = token == null ? null : new LinkedAnswer(request, token, links);
    String target = token == null ? request.uri() : Keyless.target(request.uri());
    new Passage(request, readTimeout, token, linked)
        .over(graph.request(request.method(), target), body);
  }

  static void refuse(HttpServerResponse response, Reason reason, String details) {
    Passage.refuse(response, reason, details);
  }
}
