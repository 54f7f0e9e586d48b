package io.sallyport.twin.control;

import io.sallyport.twin.http.Request;
import io.sallyport.twin.http.Response;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** Answers the calls under one first segment of {@code /twin/…}. */
public interface Control {

  /**
   * The answer to a call.
   *
   * @throws IllegalArgumentException if something is wrong with the call; its message is the answer
   * @throws ClassCastException if a member of the body has another type
   */
  Future<Response> answer(Request request);

  static Future<Response> done(Response response) {
    return Future.succeededFuture(response);
  }

  static Future<Response> unknown(Request request) {
    String error = "No " + request.method() + " " + request.path();
    return done(Response.json(404, JsonObject.of("error", error)));
  }

  /**
   * The answer to a call that sends a webhook.
   *
   * @param webhook the gateway's last status
   */
  static Future<Response> told(Future<Integer> webhook) {
    return webhook.map(status -> Response.ok(JsonObject.of("webhook", status)));
  }
}
