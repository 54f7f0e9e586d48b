package io.sallyport.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.sallyport.admission.AccessToken;
import io.sallyport.admission.Credential;
import io.sallyport.admission.Ending.Outcome;
import io.sallyport.admission.Send;
import io.sallyport.admission.Upstream;
import io.smallrye.mutiny.Uni;

/** An upstream whose calls are traced. Meta is told nothing of it: the send stays as it came. */
final class TracedUpstream implements Upstream {

  private final Upstream upstream;
  private final Steps steps;

  TracedUpstream(Upstream upstream, Steps steps) {
    this.upstream = upstream;
    this.steps = steps;
  }

  @Override
  public Uni<Outcome> send(Send send) {
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
