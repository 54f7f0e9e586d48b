package io.sallyport.twin.kommo.rest;

import io.sallyport.twin.http.Response;
import io.vertx.core.json.JsonObject;

/** A good answer of REST v4. */
final class Hal {
  static final String TYPE = "application/hal+json";

  private Hal() {}

  static Response ok(JsonObject body) {
    return new Response(200, TYPE, body.toBuffer());
  }
}
