package io.sallyport.twin.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What the twin answers. */
public record Response(int status, String contentType, Buffer body) {
  private static final String JSON = "application/json; charset=UTF-8";

  public static Response json(int status, JsonObject body) {
    return new Response(status, JSON, body.toBuffer());
  }

  public static Response ok(JsonObject body) {
    return json(200, body);
  }

  public static Response ok(JsonArray body) {
    return new Response(200, JSON, body.toBuffer());
  }

  /** For people who read answers in a terminal. */
  public Response withNewline() {
    return new Response(status, contentType, body.copy().appendString("\n"));
  }

  public void writeTo(HttpServerResponse response) {
    if (!response.ended() && !response.closed()) {
      response.setStatusCode(status).putHeader("Content-Type", contentType).end(body);
    }
  }
}
