package io.sallyport.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.sallyport.audit.DecisionRecord;
import io.sallyport.ledger.Ledger;
import io.sallyport.relay.Post;
import io.sallyport.send.Upstream;
import jakarta.inject.Singleton;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Wraps the parts that are traced; where traces are off it returns them as they are. */
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

  /** Traces admissions as steps of their sends. */
  public Ledger tracedLedger(Ledger ledger) {
    return tracer == null ? ledger : new TracedLedger(ledger, new Steps(tracer));
  }

  /** Traces calls to Meta as steps of their sends. */
  public Upstream tracedUpstream(Upstream upstream) {
    return tracer == null ? upstream : new TracedUpstream(upstream, new Steps(tracer));
  }

  /** Traces attempts to deliver as steps of the webhooks they pass on. */
  public Post tracedPost(Post post) {
    return tracer == null ? post : new TracedPost(post, tracer);
  }

  /** Adds the decision to the send's span as well. */
  public Consumer<DecisionRecord> withSpans(Consumer<DecisionRecord> log) {
    return tracer == null ? log : log.andThen(Attributes::addDecision);
  }

  /** Id of the current trace, 32 hex digits; null when there is none. */
  public @Nullable String traceId() {
    SpanContext span = tracer == null ? SpanContext.getInvalid() : Span.current().getSpanContext();
    return span.isValid() ? span.getTraceId() : null;
  }

  /** The current trace as {@code traceparent} (W3C Trace Context); null when there is none. */
  public @Nullable String traceparent() {
    return tracer == null ? null : Traceparent.of(Context.current());
  }
}
