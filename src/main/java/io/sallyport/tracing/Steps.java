package io.sallyport.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Steps of what is under way, each a span from when it is asked for until it is answered. */
record Steps(Tracer tracer) {

  /** A step; where nothing is under way (a deferred send's turn, say) it is not traced. */
  <T> Uni<T> step(String name, Supplier<Uni<T>> step, BiConsumer<Span, T> tell) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Context now = Context.current();
              return Span.fromContext(now).getSpanContext().isValid()
                  ? traced(begin(name, now), step.get(), tell)
                  : step.get();
            });
  }

  private Span begin(String name, Context now) {
    return tracer.spanBuilder(name).setSpanKind(SpanKind.CLIENT).setParent(now).startSpan();
  }

  static <T> Uni<T> traced(Span span, Uni<T> step, BiConsumer<Span, T> tell) {
    return step.onItem()
        .invoke(item -> tell.accept(span, item))
        .onFailure()
        .invoke(failure -> failed(span, failure))
        .onTermination()
        .invoke(() -> span.end());
  }

  /** Its class only: a message may hold anything. */
  private static void failed(Span span, Throwable failure) {
    span.setAttribute(Attributes.ERROR, failure.getClass().getName()).setStatus(StatusCode.ERROR);
  }
}
