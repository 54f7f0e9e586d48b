package io.sallyport.twin.control;

import io.sallyport.twin.graph.ReceivedRequest;
import io.sallyport.twin.graph.RequestLog;
import io.sallyport.twin.http.Request;
import io.sallyport.twin.http.Response;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** {@code /twin/requests}: the Graph requests seen. */
public final class RequestControl implements Control {
  private final RequestLog requests;

  public RequestControl(RequestLog requests) {
    this.requests = requests;
  }

  @Override
  public Future<Response> answer(Request request) {
    if (!request.is("GET", 2)) {
      return Control.unknown(request);
    }
    JsonArray newest = new JsonArray();
    for (ReceivedRequest received : requests.all()) {
      newest.add(
          JsonObject.of(
              "at", received.at().toString(),
              "method", received.method(),
              "path", received.path(),
              "bytes", received.body().length()));
    }
    JsonObject answer = JsonObject.of("count", requests.count(), "requests", newest);
    return Control.done(Response.ok(answer));
  }
}
