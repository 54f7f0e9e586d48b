package io.sallyport.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.quarkus.opentelemetry.runtime.QuarkusContextStorage;
import io.sallyport.http.RouteOrder;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Makes a span for each request, except those for health and documentation. A caller's trace is
 * continued, but not one of a webhook: anybody can post to a public address, and would decide what
 * is sampled.
 */
@Singleton
final class RequestSpans {

  private final Tracing tracing;

  RequestSpans(Tracing tracing) {
    this.tracing = tracing;
  }

  void register(@Observes Router router) {
    Tracer tracer = tracing.tracer();
    if (tracer != null) {
      router.route().order(RouteOrder.TRACE).handler(context -> trace(context, tracer));
    }
  }

  private static void trace(RoutingContext context, Tracer tracer) {
    String path = context.request().path();
    if (path == null || !path.startsWith("/q/")) {
      begin(context, tracer, RouteName.of(path));
    }
    context.next();
  }

  private static void begin(RoutingContext context, Tracer tracer, String route) {
    HttpServerRequest request = context.request();
    String method = RouteName.method(request.method().name());
    Context caller =
        RouteName.WEBHOOKS.contains(route)
            ? Context.root()
            : Traceparent.read(request.getHeader(Traceparent.HEADER));
    Span span =
        tracer
            .spanBuilder(method + " " + route)
            .setSpanKind(SpanKind.SERVER)
            .setParent(caller)
            .setAttribute(Attributes.METHOD, method)
            .setAttribute(Attributes.ROUTE, route)
            .startSpan();
    // On the request's own Vert.x context, so that the span is current until the request ends.
    QuarkusContextStorage.INSTANCE.attach(Vertx.currentContext(), caller.with(span));
    context.addEndHandler(end -> end(span, context.response(), end));
  }

  private static void end(Span span, HttpServerResponse response, AsyncResult<Void> end) {
    if (end.failed()) {
      // The caller closed the connection.
      span.setAttribute(Attributes.ERROR, "closed");
    } else {
      span.setAttribute(Attributes.STATUS, Long.valueOf(response.getStatusCode()));
      if (response.getStatusCode() >= 500) {
        span.setStatus(StatusCode.ERROR);
      }
    }
    span.end();
  }
}
