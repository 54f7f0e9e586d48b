package io.sallyport.gateway;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.sallyport.admission.Decision;
import io.sallyport.admission.Send;
import io.sallyport.config.Numbers;
import io.sallyport.config.SallyportConfig;
import io.sallyport.deferral.Deferral;
import io.sallyport.message.BodyFormat;
import io.sallyport.policy.BusinessNumber;
import io.sallyport.policy.Details;
import io.sallyport.policy.Endpoint;
import io.sallyport.policy.Reason;
import io.sallyport.policy.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** {@code POST /{vN.N}/{phone_number_id}/messages} and {@code /marketing_messages}. */
@Singleton
final class SendRoute {

  private static final String ROUTED = Routed.class.getName();

  /** What the path said, and who calls. */
  private record Routed(Caller caller, BusinessNumber number, Endpoint endpoint) {}

  private final Callers callers;
  private final Numbers numbers;
  private final Deferral deferral;
  private final SendAnswers answers;
  private final long maxBodySize;
  private final WholeBody wholeBody;

  SendRoute(
      Callers callers,
      Numbers numbers,
      Deferral deferral,
      SendAnswers answers,
      SallyportConfig config) {
    this.callers = callers;
    this.numbers = numbers;
    this.deferral = deferral;
    this.answers = answers;
    this.maxBodySize = config.policy().maxBodySize().asLongValue();
    this.wholeBody = new WholeBody(maxBodySize);
  }

  /** First step: may it use this number? If so, reads the body and goes on to {@link #decide}. */
  void accept(RoutingContext context, Caller caller, String phoneNumberId, Endpoint endpoint) {
    Refusal refusal = callers.refusal(caller, phoneNumberId);
    if (refusal != null) {
      refuse(context, refusal.reason(), refusal.details());
      return;
    }
    if (!context.request().method().equals(HttpMethod.POST)) {
      // Before the body: no reader expects a form with it.
      refuse(context, Reason.INVALID_BODY, "Messages are sent with POST.");
      return;
    }
    BusinessNumber number = numbers.find(phoneNumberId).orElseThrow();
    context.put(ROUTED, new Routed(caller, number, endpoint));
    wholeBody.handle(context);
  }

  /** Whether {@link #accept} took the request. */
  boolean hasAccepted(RoutingContext context) {
    return context.get(ROUTED) != null;
  }

  /** Second step: the body is there. */
  void decide(RoutingContext context) {
    HttpServerRequest request = context.request();
    Routed routed = context.get(ROUTED);
    String phoneNumberId = routed.number().phoneNumberId();
    String fault = fault(request);
    if (fault == null && routed.caller() instanceof Caller.Known) {
      fault =
          OtherBody.faultOfVaultedSend(body(context), BodyFormat.of(request.headers()))
              .orElse(null);
    }
    if (fault != null) {
      refuse(context, Reason.INVALID_BODY, fault);
      return;
    }
    Send send = send(routed, context);
    deferral
        .handle(send, prefersToWait(request))
        .subscribe()
        .with(
            decision -> answers.write(request.response(), decision, phoneNumberId, send.client()),
            bug -> answers.writeUndecided(request.response(), bug));
  }

  /** A client's key goes no further than here. */
  private static Send send(Routed routed, RoutingContext context) {
    HttpServerRequest request = context.request();
    byte[] body = body(context);
    boolean hasKey = routed.caller() instanceof Caller.Known;
    return new Send(
        routed.number(),
        routed.endpoint(),
        hasKey ? Keyless.target(request.uri()) : request.uri(),
        hasKey ? Keyless.headers(request.headers()) : request.headers(),
        routed.caller().name(request.headers(), body),
        IdempotencyHeader.of(request),
        body);
  }

  /** {@code Prefer: respond-async} (RFC 7240 §4.1). */
  private static boolean prefersToWait(HttpServerRequest request) {
    for (String value : request.headers().getAll("Prefer")) {
      for (String preference : value.split(",", -1)) {
        String name = preference.split(";", 2)[0].strip();
        if (name.equalsIgnoreCase("respond-async")) {
          return true;
        }
      }
    }
    return false;
  }

  private static byte[] body(RoutingContext context) {
    Buffer body = context.body().buffer();
    return body == null ? new byte[0] : body.getBytes();
  }

  /**
   * The body could not be read whole, or something broke. Who has left is told nothing, and {@link
   * HttpErrors} tells whose chunks cannot be read.
   */
  void fail(RoutingContext context) {
    int status = context.statusCode();
    boolean isGone = context.failure() instanceof HttpClosedException;
    boolean isBroken = status >= 500 && !context.request().isEnded();
    if (context.response().ended() || isGone || isBroken) {
      return;
    }
    if (status == HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE.code()) {
      refuse(context, Reason.TOO_LARGE, Details.tooLarge(maxBodySize));
    } else if (status >= 400 && status < 500) {
      refuse(context, Reason.INVALID_BODY, "The body could not be read.");
    } else {
      answers.writeUndecided(context.response(), context.failure());
    }
  }

  private static @Nullable String fault(HttpServerRequest request) {
    String ofBody = JsonBody.faultOfSend(request);
    if (ofBody != null) {
      return ofBody;
    }
    return GraphQuery.faultOfSend(request.query())
        .or(() -> IdempotencyHeader.fault(request))
        .orElse(null);
  }

  void refuse(RoutingContext context, Reason reason, String details) {
    answers.write(context.response(), Decision.refused(Refusal.of(reason, details)), null, "");
  }
}
