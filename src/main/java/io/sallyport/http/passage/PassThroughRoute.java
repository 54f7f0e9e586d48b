package io.sallyport.http.passage;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.sallyport.account.Accounts;
import io.sallyport.audit.RefusalId;
import io.sallyport.circuit.Credential;
import io.sallyport.config.SallyportConfig;
import io.sallyport.http.GraphErrors;
import io.sallyport.http.GraphPath;
import io.sallyport.http.GraphQuery;
import io.sallyport.http.Keyless;
import io.sallyport.http.OtherBody;
import io.sallyport.http.WholeBody;
import io.sallyport.http.access.Caller;
import io.sallyport.http.access.Callers;
import io.sallyport.http.send.GraphAnswer.Errors;
import io.sallyport.http.send.GraphInlet;
import io.sallyport.http.send.PageAnswers;
import io.sallyport.http.vault.LinkedAnswer;
import io.sallyport.http.vault.MediaLinks;
import io.sallyport.http.vault.Vault;
import io.sallyport.http.vault.VaultedToken;
import io.sallyport.instead.SubmitSend;
import io.sallyport.meta.GraphClient;
import io.sallyport.rule.Enforcement;
import io.sallyport.rule.Policies;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Every Graph call that is not a send: streamed both ways and unchanged. A body in which Graph
 * could find further calls is checked first.
 */
@Singleton
public final class PassThroughRoute {

  private static final byte[] NO_BODY = {};

  /**
   * What is called, and how it goes on.
   *
   * @param token null where it is the caller's own
   */
  private record Routed(Caller caller, GraphPath.OtherPath path, @Nullable VaultedToken token) {}

  private final Callers callers;
  private final GraphClient graph;
  private final Vault vault;
  private final Accounts accounts;
  private final MediaLinks links;
  private final long readTimeout;
  private final long maxReadableBody;
  private final WholeBody wholeBody;
  private final WebhookOverrides overrides;
  private final Enforcement onOverride;
  private final SubmitSend submit;
  private final GraphInlet inlet;

  PassThroughRoute(
      Callers callers,
      GraphClient graph,
      Vault vault,
      Accounts accounts,
      MediaLinks links,
      Policies policies,
      SubmitSend submit,
      GraphInlet inlet,
      SallyportConfig config) {
    this.callers = callers;
    this.graph = graph;
    this.vault = vault;
    this.accounts = accounts;
    this.links = links;
    this.readTimeout = config.graph().readTimeout().toMillis();
    this.maxReadableBody = config.policy().maxBodySize().asLongValue();
    this.wholeBody = new WholeBody(maxReadableBody);
    this.overrides = new WebhookOverrides(config.webhook().publicUrl().orElse(List.of()));
    this.onOverride = policies.settings().enforcement(Reason.WEBHOOK_OVERRIDE);
    this.submit = submit;
    this.inlet = inlet;
  }

  /** Streams the call through, or reads its body first. */
  public void handle(RoutingContext context, Caller caller, GraphPath.OtherPath path) {
    HttpServerRequest request = context.request();
    boolean vaulted = caller instanceof Caller.Known;
    Vault.Choice choice =
        caller instanceof Caller.Known known
            ? vault.choose(known.client(), path.decoded(), request.uri())
            : null;
    VaultedToken token = choice instanceof Vault.Chosen chosen ? chosen.token() : null;
    Routed routed = new Routed(caller, path, token);
    Optional<String> fault = GraphQuery.faultOfOther(request.query(), vaulted);
    if (fault.isEmpty() && isAttachment(path)) {
      fault = GraphQuery.faultOfAttachment(request.query());
    }
    if (fault.isPresent()) {
      refuse(routed, request, Reason.INVALID_BODY, fault.get());
    } else if (choice instanceof Vault.None none) {
      refuse(routed, request, NO_BODY, none.refusal());
    } else {
      stream(context, routed);
    }
  }

  private void stream(RoutingContext context, Routed routed) {
    HttpServerRequest request = context.request();
    if (!Passage.hasBody(request)) {
      connect(routed, request, NO_BODY, HttpClientRequest::send);
      return;
    }
    Optional<String> fault = OtherBody.faultOfHeaders(request.headers());
    if (fault.isPresent()) {
      refuse(routed, request, Reason.INVALID_BODY, fault.get());
      return;
    }
    switch (OtherBody.kind(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
      case OPAQUE -> connect(routed, request, NO_BODY, onward -> onward.send(request));
      case PARTS -> parts(routed, request);
      case READABLE ->
          wholeBody.read(
              context, body -> forward(context, routed, body), () -> fail(context, routed));
    }
  }

  private void forward(RoutingContext context, Routed routed, Buffer body) {
    HttpServerRequest request = context.request();
    byte[] bytes = body.getBytes();
    if (callers.withBody(routed.caller(), request.headers(), bytes)
        instanceof Caller.Stranger stranger) {
      GraphErrors.write(context.response(), Reason.UNAUTHENTICATED, stranger.why());
      return;
    }
    Optional<String> fault = OtherBody.fault(bytes, routed.token() != null);
    if (fault.isEmpty() && isAttachment(routed.path())) {
      fault = OtherBody.faultOfAttachment(bytes);
    }
    if (fault.isPresent()) {
      refuse(routed, request, bytes, Refusal.of(Reason.INVALID_BODY, fault.get()));
    } else {
      connect(routed, request, bytes, onward -> onward.send(body));
    }
  }

  /** The body could not be read whole. */
  private void fail(RoutingContext context, Routed routed) {
    boolean tooLarge = context.statusCode() == HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE.code();
    refuse(
        routed,
        context.request(),
        tooLarge ? Reason.TOO_LARGE : Reason.INVALID_BODY,
        tooLarge ? WholeBody.tooLarge(maxReadableBody) : "The body could not be read.");
  }

  private void parts(Routed routed, HttpServerRequest request) {
    if (!OtherBody.takesParts(GraphPath.pathOf(routed.path().decoded()))) {
      refuse(
          routed,
          request,
          Reason.INVALID_BODY,
          "A multipart body passes this gateway on /media, /assets and /message_attachments only;"
              + " send JSON.");
      return;
    }
    connect(routed, request, NO_BODY, onward -> onward.send(watched(routed, request, onward)));
  }

  private ReadStream<Buffer> watched(
      Routed routed, HttpServerRequest request, HttpClientRequest onward) {
    Runnable refused =
        () -> {
          refuse(
              routed,
              request,
              Reason.INVALID_BODY,
              "A part named as a call, a batch of calls, a token, or an attachment's recipient does"
                  + " not pass this gateway.");
          breakOff(request, onward);
        };
    Pattern names = routed.token() == null ? WatchedParts.OVERRIDE : WatchedParts.OVERRIDE_OR_TOKEN;
    WatchedParts calls = new WatchedParts(request, names, refused);
    WatchedParts parts =
        isAttachment(routed.path())
            ? new WatchedParts(calls, WatchedParts.RECIPIENT, refused)
            : calls;
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

  private static boolean isAttachment(GraphPath.OtherPath path) {
    return OtherBody.takesAttachments(GraphPath.pathOf(path.decoded()));
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
        .over(host(routed, request, readable).request(request.method(), target), body);
  }

  /** Accounts with Instagram Login are called on Instagram's own host. */
  private GraphClient host(Routed routed, HttpServerRequest request, byte[] readable) {
    return isOnInstagram(routed, request, readable) ? graph.instagram() : graph;
  }

  private boolean isOnInstagram(Routed routed, HttpServerRequest request, byte[] readable) {
    if (accounts.isEmpty()) {
      return false;
    }
    VaultedToken token = routed.token();
    return token == null
        ? accounts.isOnInstagram(firstId(routed.path().decoded()))
            || accounts.withToken(token(request, readable)).stream()
                .anyMatch(one -> accounts.isOnInstagram(one.id()))
        : accounts.isOnInstagram(token.phoneNumberId());
  }

  private void refuse(Routed routed, HttpServerRequest request, Reason reason, String details) {
    refuse(routed, request, NO_BODY, Refusal.of(reason, details));
  }

  private void refuse(Routed routed, HttpServerRequest request, byte[] readable, Refusal refusal) {
    Errors words = words(routed, request, readable);
    Buffer body = words.body(refusal, RefusalId.next());
    GraphErrors.write(request.response(), words.status(refusal), refusal, body);
  }

  /** In whose words a call is refused: those of the host it would go to. */
  private Errors words(Routed routed, HttpServerRequest request, byte[] readable) {
    return isOnInstagram(routed, request, readable)
        ? PageAnswers.OF_INSTAGRAM_LOGIN
        : Errors.OF_WHATSAPP;
  }

  /** The caller's own, which may stand in the body. */
  private static String token(HttpServerRequest request, byte[] readable) {
    return Credential.of(request.headers(), request.uri()).or(request.headers(), readable).token();
  }

  private static String firstId(String path) {
    List<String> segments = Vault.segments(path);
    return segments.isEmpty() ? "" : segments.get(0);
  }

  /** Whether the call may go on: it does not move webhooks away from the gateway, or it may. */
  private boolean mayGo(Routed routed, HttpServerRequest request, byte[] readable) {
    boolean moves =
        onOverride != Enforcement.OFF
            && (overrides.inQuery(request.query()) || overrides.inBody(readable));
    if (moves && onOverride == Enforcement.ENFORCE) {
      refuseOverride(routed, request, readable);
    } else if (moves) {
      String client = routed.caller().name(request.headers(), readable);
      GraphInlet.announce(request.response(), submit.passed(client, override()));
    }
    return !moves || onOverride == Enforcement.OBSERVE;
  }

  private void refuseOverride(Routed routed, HttpServerRequest request, byte[] readable) {
    String client = routed.caller().name(request.headers(), readable);
    inlet
        .answer(submit.refused(null, client, override()), words(routed, request, readable))
        .writeTo(request.response());
  }

  private static Refusal override() {
    return Refusal.of(Reason.WEBHOOK_OVERRIDE, WebhookOverrides.DETAILS);
  }
}
