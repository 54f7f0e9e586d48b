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

/** A post whose tries belong to the trace the letter came with, and tell the target of it. */
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
    // Not the trace of the moment: the letter may come from another replica, or from days ago.
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
    return Steps.traced(span, post.post(target, onward), TracedPost::tell);
  }

  private static void tell(Span span, Attempt attempt) {
    span.setAttribute(Attributes.OUTCOME, Attributes.lower(attempt.kind()));
    if (attempt.kind() != Attempt.Kind.DELIVERED) {
      span.setAttribute(Attributes.ERROR, attempt.error()).setStatus(StatusCode.ERROR);
    }
  }
}
