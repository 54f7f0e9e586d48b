package io.sallyport.twin.control;

import io.sallyport.twin.http.Request;
import io.sallyport.twin.http.Response;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.function.Consumer;

/** {@code /twin/outage}: a time without a listening port. */
public final class OutageControl implements Control {
  private final Consumer<Duration> outage;

  public OutageControl(Consumer<Duration> outage) {
    this.outage = outage;
  }

  @Override
  public Future<Response> answer(Request request) {
    if (!request.is("POST", 2)) {
      return Control.unknown(request);
    }
    Duration span = Span.parse(request.json().getString("for", ""));
    outage.accept(span);
    return Control.done(Response.ok(JsonObject.of("outage", span.toString())));
  }
}
