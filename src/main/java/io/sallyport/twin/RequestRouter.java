package io.sallyport.twin;

import io.sallyport.twin.control.ControlApi;
import io.sallyport.twin.faults.Fault;
import io.sallyport.twin.faults.FaultAnswers;
import io.sallyport.twin.faults.FaultInjector;
import io.sallyport.twin.faults.FaultOrder;
import io.sallyport.twin.faults.FaultQueue;
import io.sallyport.twin.faults.WhatsAppFaults;
import io.sallyport.twin.graph.GraphApi;
import io.sallyport.twin.graph.ReceivedRequest;
import io.sallyport.twin.graph.RequestLog;
import io.sallyport.twin.http.Request;
import io.sallyport.twin.http.Response;
import io.sallyport.twin.messenger.graph.MessengerApi;
import io.sallyport.twin.messenger.graph.MessengerFaults;
import io.sallyport.twin.platform.TwinClock;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** A request is a call of the control API, or recorded and answered by Graph or by a fault. */
final class RequestRouter {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

  private final TwinClock clock;
  private final RequestLog requests;
  private final FaultQueue faults;
  private final FaultInjector injector;
  private final GraphApi graph;
  private final MessengerApi messenger;
  private final ControlApi control;

  RequestRouter(
      TwinClock clock,
      RequestLog requests,
      FaultQueue faults,
      FaultInjector injector,
      GraphApi graph,
      MessengerApi messenger,
      ControlApi control) {
    this.clock = clock;
    this.requests = requests;
    this.faults = faults;
    this.injector = injector;
    this.graph = graph;
    this.messenger = messenger;
    this.control = control;
  }

  /** A request to Facebook's host. */
  void handle(HttpServerRequest request) {
    handle(request, false);
  }

  /** A request to the host of Instagram Login. */
  void handleAtInstagram(HttpServerRequest request) {
    handle(request, true);
  }

  private void handle(HttpServerRequest request, boolean instagramsHost) {
    if (request.path().equals("/twin") || request.path().startsWith("/twin/")) {
      request.body().onSuccess(body -> control(request, body));
      return;
    }
    request.response().putHeader("Date", HTTP_DATE.format(clock.now().atOffset(ZoneOffset.UTC)));
    Optional<FaultOrder> fault = faultFor(request);
    if (fault.filter(order -> order.fault() == Fault.REFUSE_CONNECTION).isPresent()) {
      request.connection().close();
      return;
    }
    request.body().onSuccess(body -> graph(request, body, fault, instagramsHost));
  }

  private Optional<FaultOrder> faultFor(HttpServerRequest request) {
    return Request.isSend(request.method().name(), request.path())
        ? faults.next()
        : Optional.empty();
  }

  private void control(HttpServerRequest request, Buffer body) {
    control
        .answer(Request.of(request, body))
        .otherwise(e -> Response.json(500, JsonObject.of("error", String.valueOf(e.getMessage()))))
        .onSuccess(response -> response.withNewline().writeTo(request.response()));
  }

  private void graph(
      HttpServerRequest request, Buffer body, Optional<FaultOrder> fault, boolean instagramsHost) {
    requests.add(received(request, body));
    Request call = Request.of(request, body);
    boolean isMessengers = instagramsHost || messenger.isMine(call);
    Supplier<Response> answer =
        () -> isMessengers ? messenger.answer(call, instagramsHost) : graph.answer(call);
    if (fault.isPresent()) {
      FaultAnswers answers = isMessengers ? MessengerFaults.at(instagramsHost) : WhatsAppFaults::of;
      injector.carryOut(fault.get(), request, answers, answer);
    } else {
      answer.get().writeTo(request.response());
    }
  }

  private ReceivedRequest received(HttpServerRequest request, Buffer body) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(request.headers());
    return new ReceivedRequest(
        clock.now(),
        request.method().name(),
        request.path(),
        Optional.ofNullable(request.query()).orElse(""),
        headers,
        body);
  }
}
