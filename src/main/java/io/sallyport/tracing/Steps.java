package io.sallyport.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Makes a span for each step of a traced request, from the call to its answer. */
record Steps(Tracer tracer) {

  /** Runs a step; outside of a traced request, such as for a deferred send, without a span. */
  <T> Future<T> step(String name, Supplier<Future<T>> step, BiConsumer<Span, T> tell) {
    Context now = Context.current();
    if (!Span.fromContext(now).getSpanContext().isValid()) {
      return step.get();
    }
    Span span = begin(name, now);
    return step.get()
        .onSuccess(item -> tell.accept(span, item))
        .onFailure(failure -> failed(span, failure))
        .onComplete(end -> span.end());
  }

  private Span begin(String name, Context now) {
    return tracer.spanBuilder(name).setSpanKind(SpanKind.CLIENT).setParent(now).startSpan();
  }

  /** Only the exception's class: its message may contain personal data. */
  static void failed(Span span, Throwable failure) {
    span.setAttribute(Attributes.ERROR, failure.getClass().getName()).setStatus(StatusCode.ERROR);
  }
}
