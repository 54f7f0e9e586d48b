package io.sallyport.gateway;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.sallyport.admission.Credential;
import io.sallyport.admission.Decision;
import io.sallyport.admission.Ending;
import io.sallyport.admission.Send;
import io.sallyport.config.Numbers;
import io.sallyport.config.SallyportConfig;
import io.sallyport.deferral.Deferral;
import io.sallyport.policy.BusinessNumber;
import io.sallyport.policy.Details;
import io.sallyport.policy.Endpoint;
import io.sallyport.policy.Reason;
import io.sallyport.policy.Refusal;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code POST /{vN.N}/{phone_number_id}/messages} and {@code /marketing_messages}. */
@Singleton
final class SendRoute {

  private static final String ROUTED = Routed.class.getName();

  /** What the path said. */
  private record Routed(BusinessNumber number, Endpoint endpoint) {}

  private final Numbers numbers;
  private final Deferral deferral;
  private final SendAnswers answers;
  private final long maxBodySize;
  private final Handler<RoutingContext> wholeBody;

  SendRoute(Numbers numbers, Deferral deferral, SendAnswers answers, SallyportConfig config) {
    this.numbers = numbers;
    this.deferral = deferral;
    this.answers = answers;
    this.maxBodySize = config.policy().maxBodySize().asLongValue();
    this.wholeBody = BodyHandler.create(false).setBodyLimit(maxBodySize);
  }

  /** First step: is it one of our numbers? If so, reads the body and goes on to {@link #decide}. */
  void accept(RoutingContext context, String phoneNumberId, Endpoint endpoint) {
    Optional<BusinessNumber> number = numbers.find(phoneNumberId);
    if (number.isEmpty()) {
      refuse(context, Reason.UNKNOWN_NUMBER, Details.unknownNumber(phoneNumberId));
      return;
    }
    context.put(ROUTED, new Routed(number.get(), endpoint));
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
    if (fault != null) {
      refuse(context, Reason.INVALID_BODY, fault);
      return;
    }
    deferral
        .handle(
            new Send(
                routed.number(),
                routed.endpoint(),
                request.uri(),
                request.headers(),
                Credential.of(request.headers(), request.uri()).hash(),
                IdempotencyHeader.of(request),
                body(context)),
            prefersToWait(request))
        .subscribe()
        .with(
            decision -> answers.write(request.response(), decision, phoneNumberId),
            bug -> answers.writeUndecided(request.response(), bug));
  }

  /** {@code Prefer: respond-async} (RFC 7240 §4.1). */
  private static boolean prefersToWait(HttpServerRequest request) {
    for (String value : request.headers().getAll("Prefer")) {
      for (String preference : value.split(",", -1)) {
        if (preference.strip().toLowerCase(Locale.ROOT).startsWith("respond-async")) {
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

  /** The body could not be read whole, or something broke. */
  void fail(RoutingContext context) {
    int status = context.statusCode();
    if (context.response().ended()) {
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
    if (!request.method().equals(HttpMethod.POST)) {
      return "Messages are sent with POST.";
    }
    String ofBody = JsonBody.fault(request);
    if (ofBody != null) {
      return ofBody;
    }
    return GraphQuery.faultOfSend(request.query())
        .or(() -> IdempotencyHeader.fault(request))
        .orElse(null);
  }

  void refuse(RoutingContext context, Reason reason, String details) {
    Ending refused = new Ending.Refused(Refusal.of(reason, details));
    answers.write(context.response(), new Decision(null, null, null, null, refused), null);
  }
}
