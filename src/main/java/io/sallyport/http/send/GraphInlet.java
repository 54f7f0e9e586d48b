package io.sallyport.http.send;

import io.sallyport.audit.DecisionRecord;
import io.sallyport.connector.HttpAnswer;
import io.sallyport.connector.Inlet;
import io.sallyport.http.BodyHeaders;
import io.sallyport.http.GraphQuery;
import io.sallyport.http.Keyless;
import io.sallyport.http.OtherBody;
import io.sallyport.http.access.Caller;
import io.sallyport.http.access.PreferenceHeaders;
import io.sallyport.http.send.GraphAnswer.Errors;
import io.sallyport.ledger.SharedClock;
import io.sallyport.message.BodyFormat;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.sallyport.send.Send;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** CRMs that speak the Graph API: what they call goes to Meta as it is. */
@Singleton
public final class GraphInlet implements Inlet<GraphCall> {

  private final SharedClock clock;

  GraphInlet(SharedClock clock) {
    this.clock = clock;
  }

  @Override
  public @Nullable Refusal refusal(GraphCall call) {
    String fault = fault(call.request());
    if (fault == null && call.caller() instanceof Caller.Known) {
      BodyFormat format = BodyFormat.of(call.request().headers());
      fault = OtherBody.faultOfVaultedSend(call.body(), format).orElse(null);
    }
    return fault == null ? null : Refusal.of(Reason.INVALID_BODY, fault);
  }

  private static @Nullable String fault(HttpServerRequest request) {
    String ofBody = BodyHeaders.faultOfSend(request);
    if (ofBody != null) {
      return ofBody;
    }
    return GraphQuery.faultOfSend(request.query())
        .or(() -> IdempotencyHeader.fault(request))
        .or(() -> PreferenceHeaders.fault(request.headers()))
        .orElse(null);
  }

  /** A client's key goes no further than here. */
  @Override
  public Send send(GraphCall call) {
    HttpServerRequest request = call.request();
    boolean hasKey = call.caller() instanceof Caller.Known;
    return new Send(
        call.number(),
        call.endpoint(),
        hasKey ? Keyless.target(request.uri()) : request.uri(),
        hasKey ? Keyless.headers(request.headers()) : request.headers(),
        call.caller().name(request.headers(), call.body()),
        IdempotencyHeader.of(request),
        call.body());
  }

  @Override
  public HttpAnswer answer(DecisionRecord decided) {
    return answer(decided, Errors.OF_WHATSAPP);
  }

  /** The same with a refusal in other words. */
  public HttpAnswer answer(DecisionRecord decided, Errors errors) {
    return new GraphAnswer(decided, clock, errors);
  }

  /** Says in the answer a call will have from Meta that it would have been refused. */
  public static void announce(HttpServerResponse response, DecisionRecord passed) {
    GraphAnswer.describe(response.headers(), passed.decision());
  }
}
