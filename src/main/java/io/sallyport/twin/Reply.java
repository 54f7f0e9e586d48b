package io.sallyport.twin;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What the twin answers. */
record Reply(int status, String contentType, Buffer body) {
  private static final String JSON = "application/json; charset=UTF-8";

  static Reply json(int status, JsonObject body) {
    return new Reply(status, JSON, body.toBuffer());
  }

  static Reply ok(JsonObject body) {
    return json(200, body);
  }

  static Reply ok(JsonArray body) {
    return new Reply(200, JSON, body.toBuffer());
  }

  /** For people who read answers in a terminal. */
  Reply withNewline() {
    return new Reply(status, contentType, body.copy().appendString("\n"));
  }

  void writeTo(HttpServerResponse response) {
    if (!response.ended() && !response.closed()) {
      response.setStatusCode(status).putHeader("Content-Type", contentType).end(body);
    }
  }
}
