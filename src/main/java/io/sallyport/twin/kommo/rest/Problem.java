package io.sallyport.twin.kommo.rest;

import io.sallyport.twin.http.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** An error of REST v4, {@code application/problem+json}. */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final String TYPE = "application/problem+json";

  private final int status;
  private final String title;
  private final transient JsonArray errors;

  private Problem(int status, String title, String detail, JsonArray errors) {
    super(detail);
    this.status = status;
    this.title = title;
    this.errors = errors;
  }

  static Problem of(int status, String title, String detail) {
    return new Problem(status, title, detail, new JsonArray());
  }

  static Problem notFound() {
    return of(404, "Not Found", "Resource not found");
  }

  static Problem unauthorized() {
    return of(401, "Unauthorized", "The access token is not valid (code 110)");
  }

  static Problem tooMany() {
    return of(429, "Too Many Requests", "Too many requests");
  }

  static Problem blocked() {
    return of(403, "Forbidden", "The address is blocked for too many requests (code 113)");
  }

  /** What is wrong with a body. */
  static Problem invalid(String path, String detail) {
    JsonObject error = JsonObject.of("code", "InvalidValue", "path", path, "detail", detail);
    JsonArray errors =
        JsonArray.of(JsonObject.of("request_id", "0", "errors", JsonArray.of(error)));
    return new Problem(400, "Bad Request", "Request validation failed", errors);
  }

  public Response response() {
    JsonObject body =
        JsonObject.of(
            "title",
            title,
            "type",
            "https://httpstatus.es/" + status,
            "status",
            status,
            "detail",
            getMessage());
    if (!errors.isEmpty()) {
      body.put("validation-errors", errors);
    }
    return new Response(status, TYPE, body.toBuffer());
  }
}
