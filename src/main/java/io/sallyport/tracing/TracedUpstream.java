package io.sallyport.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.sallyport.circuit.AccessToken;
import io.sallyport.circuit.Credential;
import io.sallyport.message.Outcome;
import io.sallyport.send.Send;
import io.sallyport.send.Upstream;
import io.vertx.core.Future;

/** Traces the calls to Meta. No traceparent is sent: the send stays as it came. */
final class TracedUpstream implements Upstream {

  private final Upstream upstream;
  private final Steps steps;

  TracedUpstream(Upstream upstream, Steps steps) {
    this.upstream = upstream;
    this.steps = steps;
  }

  @Override
  public Future<Outcome> send(Send send) {
    return steps.step("meta", () -> upstream.send(send), TracedUpstream::tell);
  }

  @Override
  public AccessToken token(String phoneNumberId, Credential callers) {
    return upstream.token(phoneNumberId, callers);
  }

  private static void tell(Span span, Outcome outcome) {
    if (outcome instanceof Outcome.Answered answered) {
      span.setAttribute(Attributes.OUTCOME, "answered")
          .setAttribute(Attributes.STATUS, Long.valueOf(answered.status()));
      if (answered.status() >= 400) {
        span.setStatus(StatusCode.ERROR);
      }
    } else {
      span.setAttribute(
              Attributes.OUTCOME, outcome instanceof Outcome.NotSent ? "not_sent" : "unknown")
          .setStatus(StatusCode.ERROR);
    }
  }
}
