package io.sallyport.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.sallyport.admission.Ledger;
import io.sallyport.admission.Upstream;
import io.sallyport.audit.DecisionRecord;
import io.sallyport.relay.Post;
import jakarta.inject.Singleton;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Puts spans around the parts that are traced, or, where traces are off, nothing at all. */
@Singleton
public final class Tracing {

  /** Null when traces are off. */
  private final @Nullable Tracer tracer;

  Tracing(
      @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean isOff,
      OpenTelemetry openTelemetry) {
    this.tracer = isOff ? null : openTelemetry.getTracer("io.sallyport");
  }

  @Nullable Tracer tracer() {
    return tracer;
  }

  /** The ledger, whose decisions are steps of the sends they are about. */
  public Ledger tracedLedger(Ledger ledger) {
    return tracer == null ? ledger : new TracedLedger(ledger, new Steps(tracer));
  }

  /** The upstream, whose calls are steps of the sends they carry. */
  public Upstream tracedUpstream(Upstream upstream) {
    return tracer == null ? upstream : new TracedUpstream(upstream, new Steps(tracer));
  }

  /** The post, whose tries are steps of the deliveries they hand on. */
  public Post tracedPost(Post post) {
    return tracer == null ? post : new TracedPost(post, tracer);
  }

  /** The log, which tells the send's span, too. */
  public Consumer<DecisionRecord> tellingSpans(Consumer<DecisionRecord> log) {
    return tracer == null ? log : log.andThen(Attributes::tellDecision);
  }

  /** Of what is under way, 32 hex digits; null when it is not traced. */
  public @Nullable String traceId() {
    SpanContext span = tracer == null ? SpanContext.getInvalid() : Span.current().getSpanContext();
    return span.isValid() ? span.getTraceId() : null;
  }

  /** Where what is under way is to be continued (W3C Trace Context); null when it is not traced. */
  public @Nullable String traceparent() {
    return tracer == null ? null : Traceparent.of(Context.current());
  }
}
