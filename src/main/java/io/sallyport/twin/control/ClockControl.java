package io.sallyport.twin.control;

import io.sallyport.twin.http.Request;
import io.sallyport.twin.http.Response;
import io.sallyport.twin.platform.TwinClock;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** {@code /twin/clock}. */
public final class ClockControl implements Control {
  private final TwinClock clock;

  public ClockControl(TwinClock clock) {
    this.clock = clock;
  }

  @Override
  public Future<Response> answer(Request request) {
    if (request.method().equals("POST")) {
      clock.advance(Span.parse(request.json().getString("advance", "")));
    }
    String now = clock.now().toString();
    String offset = clock.offset().toString();
    return Control.done(Response.ok(JsonObject.of("now", now, "offset", offset)));
  }
}
