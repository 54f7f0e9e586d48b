package io.sallyport.twin.kommo.control;

import io.sallyport.twin.control.Control;
import io.sallyport.twin.http.Request;
import io.sallyport.twin.http.Response;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** {@code /twin/requests[?kind=]}: the calls seen, with what each was answered. */
final class CallControl implements Control {
  private final CallLog calls;

  CallControl(CallLog calls) {
    this.calls = calls;
  }

  @Override
  public Future<Response> answer(Request request) {
    if (!request.is("GET", 2)) {
      return Control.unknown(request);
    }
    String kind = request.query().get("kind");
    JsonArray found = new JsonArray();
    calls.all().stream()
        .filter(call -> kind == null || kind.equals(call.kind()))
        .forEach(call -> found.add(call.view()));
    return Control.done(Response.ok(JsonObject.of("count", found.size(), "requests", found)));
  }
}
