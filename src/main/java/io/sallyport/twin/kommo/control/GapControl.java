package io.sallyport.twin.kommo.control;

import io.sallyport.twin.control.Control;
import io.sallyport.twin.http.Request;
import io.sallyport.twin.http.Response;
import io.sallyport.twin.kommo.amojo.Gaps;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** {@code /twin/gaps}: what is documented nowhere, played one way or the other. */
final class GapControl implements Control {
  private final Gaps gaps;

  GapControl(Gaps gaps) {
    this.gaps = gaps;
  }

  @Override
  public Future<Response> answer(Request request) {
    if (request.is("PUT", 2)) {
      JsonObject body = request.json();
      gaps.refusesRepeatedMsgid(
          body.getBoolean("refuse_repeated_msgid", gaps.refusesRepeatedMsgid()));
      gaps.refusesBothStatuses(body.getBoolean("refuse_both_statuses", gaps.refusesBothStatuses()));
    }
    return Control.done(
        Response.ok(
            JsonObject.of(
                "refuse_repeated_msgid", gaps.refusesRepeatedMsgid(),
                "refuse_both_statuses", gaps.refusesBothStatuses())));
  }
}
