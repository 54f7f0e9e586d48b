package io.sallyport.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.sallyport.relay.Attempt;
import io.sallyport.relay.Letter;
import io.sallyport.relay.Post;
import io.smallrye.mutiny.Uni;

/**
 * Traces attempts to deliver as part of the letter's own trace, and passes the trace to the target.
 */
final class TracedPost implements Post {

  private final Post post;
  private final Tracer tracer;

  TracedPost(Post post, Tracer tracer) {
    this.post = post;
    this.tracer = tracer;
  }

  @Override
  public Uni<Attempt> post(String target, Letter letter) {
    return letter.traceparent() == null
        ? post.post(target, letter)
        : Uni.createFrom().deferred(() -> traced(target, letter));
  }

  private Uni<Attempt> traced(String target, Letter letter) {
    // Not the current trace: the letter may have been queued by another replica, or days ago.
    Context from = Traceparent.read(letter.traceparent());
    Span span =
        tracer
            .spanBuilder("relay " + target)
            .setSpanKind(SpanKind.CLIENT)
            .setParent(from)
            .setAttribute(Attributes.TARGET, target)
            .setAttribute(Attributes.EVENT, letter.id())
            .startSpan();
    Letter onward = letter.traced(Traceparent.of(from.with(span)));
    return post.post(target, onward)
        .onItem()
        .invoke(attempt -> tell(span, attempt))
        .onFailure()
        .invoke(failure -> Steps.failed(span, failure))
        .onTermination()
        .invoke(() -> span.end());
  }

  private static void tell(Span span, Attempt attempt) {
    span.setAttribute(Attributes.OUTCOME, Attributes.lower(attempt.kind()));
    if (attempt.kind() != Attempt.Kind.DELIVERED) {
      span.setAttribute(Attributes.ERROR, attempt.error()).setStatus(StatusCode.ERROR);
    }
  }
}
