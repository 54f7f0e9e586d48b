package io.sallyport.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code traceparent} of W3C Trace Context; not {@code tracestate} or baggage, which may hold
 * anything.
 */
final class Traceparent {

  static final String HEADER = "traceparent";

  private static final W3CTraceContextPropagator FORMAT = W3CTraceContextPropagator.getInstance();

  private static final TextMapGetter<String> ALONE =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String traceparent) {
          return List.of(HEADER);
        }

        @Override
        public @Nullable String get(@Nullable String traceparent, String key) {
          return HEADER.equals(key) ? traceparent : null;
        }
      };

  private Traceparent() {}

  /** The header's value; null when the context is not traced. */
  static @Nullable String of(Context context) {
    if (!Span.fromContext(context).getSpanContext().isValid()) {
      return null;
    }
    List<String> found = new ArrayList<>(1);
    FORMAT.inject(context, found, (all, name, value) -> take(all, Map.entry(name, value)));
    return found.get(0);
  }

  private static void take(@Nullable List<String> found, Map.Entry<String, String> header) {
    if (found != null && header.getKey().equals(HEADER)) {
      found.add(header.getValue());
    }
  }

  /** The context of a header's value; without a valid one, a new trace. */
  static Context read(@Nullable String traceparent) {
    return traceparent == null
        ? Context.root()
        : FORMAT.extract(Context.root(), traceparent, ALONE);
  }
}
