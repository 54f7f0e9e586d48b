package io.sallyport.gateway;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.sallyport.admission.Decision;
import io.sallyport.config.SallyportConfig;
import io.sallyport.meta.GraphClient;
import io.sallyport.policy.Details;
import io.sallyport.policy.Enforcement;
import io.sallyport.policy.Policies;
import io.sallyport.policy.Reason;
import io.sallyport.policy.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.streams.ReadStream;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
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

  private static final byte[] NO_BODY = {};

  /**
   * What is called, and how it goes on.
   *
   * @param token null where it is the caller's own
   */
  private record Routed(Caller caller, GraphPath.OtherPath path, @Nullable VaultedToken token) {}

  private final GraphClient graph;
  private final Vault vault;
  private final MediaLinks links;
  private final long readTimeout;
  private final long maxReadableBody;
  private final WholeBody wholeBody;
  private final WebhookOverrides overrides;
  private final Enforcement onOverride;
  private final SendAnswers answers;

  PassThroughRoute(
      GraphClient graph,
      Vault vault,
      MediaLinks links,
      Policies policies,
      SendAnswers answers,
      SallyportConfig config) {
    this.graph = graph;
    this.vault = vault;
    this.links = links;
    this.readTimeout = config.graph().readTimeout().toMillis();
    this.maxReadableBody = config.policy().maxBodySize().asLongValue();
    this.wholeBody = new WholeBody(maxReadableBody);
    this.overrides = new WebhookOverrides(config.webhook().publicUrl().orElse(List.of()));
    this.onOverride = policies.settings().enforcement(Reason.WEBHOOK_OVERRIDE);
    this.answers = answers;
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
    Routed routed = new Routed(caller, path, null);
    if (caller instanceof Caller.Known known) {
      Vault.Choice choice = vault.choose(known.client(), path.decoded(), request.uri());
      if (choice instanceof Vault.None none) {
        refuse(request.response(), none.refusal().reason(), none.refusal().details());
        return;
      }
      routed = new Routed(caller, path, ((Vault.Chosen) choice).token());
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
      connect(routed, request, NO_BODY, HttpClientRequest::send);
      return;
    }
    Optional<String> fault = OtherBody.faultOfHeaders(request.headers());
    if (fault.isPresent()) {
      refuse(request.response(), Reason.INVALID_BODY, fault.get());
      return;
    }
    switch (OtherBody.kind(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
      case OPAQUE -> connect(routed, request, NO_BODY, onward -> onward.send(request));
      case PARTS -> parts(routed, request);
      case READABLE -> wholeBody.handle(context);
    }
  }

  /** Second step: the body is there. */
  void forward(RoutingContext context) {
    Buffer body = Objects.requireNonNullElseGet(context.body().buffer(), Buffer::buffer);
    Routed routed = context.get(ROUTED);
    byte[] bytes = body.getBytes();
    Optional<String> fault = OtherBody.fault(bytes, routed.token() != null);
    if (fault.isPresent()) {
      refuse(context.response(), Reason.INVALID_BODY, fault.get());
    } else {
      connect(routed, context.request(), bytes, onward -> onward.send(body));
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
    connect(routed, request, NO_BODY, onward -> onward.send(watched(routed, request, onward)));
  }

  private ReadStream<Buffer> watched(
      Routed routed, HttpServerRequest request, HttpClientRequest onward) {
    WatchedParts parts =
        new WatchedParts(
            request,
            routed.token() == null ? WatchedParts.OVERRIDE : WatchedParts.OVERRIDE_OR_TOKEN,
            () -> {
              refuse(
                  request.response(),
                  Reason.INVALID_BODY,
                  "A part named as a call, a batch of calls or a token does not pass this"
                      + " gateway.");
              breakOff(request, onward);
            });
    return onOverride != Enforcement.ENFORCE
        ? parts
        : new WatchedParts(
            parts,
            WatchedParts.WEBHOOK_OVERRIDE,
            () -> {
              refuseOverride(routed, request, NO_BODY);
              breakOff(request, onward);
            });
  }

  private static void breakOff(HttpServerRequest request, HttpClientRequest onward) {
    onward.reset();
    request.resume();
  }

  private void connect(
      Routed routed, HttpServerRequest request, byte[] readable, Passage.Body body) {
    if (!mayGo(routed, request, readable)) {
      return;
    }
    VaultedToken token = routed.token();
    LinkedAnswer linked = token == null ? null : new LinkedAnswer(request, token, links);
    String target = token == null ? request.uri() : Keyless.target(request.uri());
    new Passage(request, readTimeout, token, linked)
        .over(graph.request(request.method(), target), body);
  }

  /** Whether webhooks stay with the gateway, or may go elsewhere. */
  private boolean mayGo(Routed routed, HttpServerRequest request, byte[] readable) {
    boolean moves =
        onOverride != Enforcement.OFF
            && (overrides.inQuery(request.query()) || overrides.inBody(readable));
    if (moves && onOverride == Enforcement.ENFORCE) {
      refuseOverride(routed, request, readable);
    } else if (moves) {
      String client = routed.caller().name(request.headers(), readable);
      answers.announce(request.response(), Decision.passed(override()), client);
    }
    return !moves || onOverride == Enforcement.OBSERVE;
  }

  private void refuseOverride(Routed routed, HttpServerRequest request, byte[] readable) {
    String client = routed.caller().name(request.headers(), readable);
    answers.write(request.response(), Decision.refused(override()), null, client);
  }

  private static Refusal override() {
    return Refusal.of(Reason.WEBHOOK_OVERRIDE, Details.webhookOverride());
  }

  static void refuse(HttpServerResponse response, Reason reason, String details) {
    Passage.refuse(response, reason, details);
  }
}
