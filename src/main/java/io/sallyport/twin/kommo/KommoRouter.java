package io.sallyport.twin.kommo;

import io.sallyport.twin.control.ControlApi;
import io.sallyport.twin.http.Request;
import io.sallyport.twin.http.Response;
import io.sallyport.twin.kommo.amojo.AmojoApi;
import io.sallyport.twin.kommo.chats.Files;
import io.sallyport.twin.kommo.control.CallLog;
import io.sallyport.twin.kommo.control.ReceivedCall;
import io.sallyport.twin.kommo.faults.KommoFaultInjector;
import io.sallyport.twin.kommo.faults.KommoFaultOrder;
import io.sallyport.twin.kommo.faults.KommoFaults;
import io.sallyport.twin.kommo.rest.RestApi;
import io.sallyport.twin.platform.TwinClock;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** A request is a call of the control API, of the Chats API, of REST, or for a file. */
final class KommoRouter {
  private final TwinClock clock;
  private final CallLog calls;
  private final KommoFaults faults;
  private final KommoFaultInjector injector;
  private final AmojoApi amojo;
  private final RestApi rest;
  private final Files files;
  private final ControlApi control;

  KommoRouter(Vertx vertx, KommoAssembly parts, ControlApi control) {
    this.clock = parts.clock;
    this.calls = parts.calls;
    this.faults = parts.faults;
    this.injector = new KommoFaultInjector(vertx);
    this.amojo = parts.amojo;
    this.rest = parts.rest;
    this.files = parts.files;
    this.control = control;
  }

  void handle(HttpServerRequest request) {
    request.body().onSuccess(body -> answer(request, Request.of(request, body)));
  }

  private void answer(HttpServerRequest request, Request call) {
    if (call.path().equals("/twin") || call.path().startsWith("/twin/")) {
      control
          .answer(call)
          .otherwise(e -> Response.json(500, JsonObject.of("error", String.valueOf(e))))
          .onSuccess(response -> response.withNewline().writeTo(request.response()));
      return;
    }
    String kind = kind(call);
    Optional<KommoFaultOrder> fault = faults.next(kind);
    if (fault.isEmpty()) {
      Response response = regular(call);
      add(call, kind, response.status());
      response.writeTo(request.response());
      return;
    }
    injector.carryOut(fault.get(), request, () -> regular(call), status -> add(call, kind, status));
  }

  private static String kind(Request call) {
    if (AmojoApi.isMine(call.path())) {
      return AmojoApi.kindOf(call);
    }
    return RestApi.isMine(call.path()) ? "rest" : "attachments";
  }

  private Response regular(Request call) {
    if (AmojoApi.isMine(call.path())) {
      return amojo.answer(call);
    }
    return RestApi.isMine(call.path()) ? rest.answer(call) : file(call);
  }

  private Response file(Request call) {
    boolean isFile = call.is("GET", 3) && call.segment(0).equals("attachments");
    return files
        .find(call.segment(1), call.segment(2))
        .filter(found -> isFile)
        .map(found -> new Response(200, found.mimeType(), found.content()))
        .orElseGet(() -> new Response(404, "text/plain", Buffer.buffer("Not found")));
  }

  private void add(Request call, String kind, int status) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(call.headers());
    calls.add(
        new ReceivedCall(
            clock.now(), call.method(), call.path(), kind, headers, call.body(), status));
  }
}
