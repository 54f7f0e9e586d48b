package io.sallyport.twin.kommo.amojo;

import io.sallyport.twin.http.Response;
import io.vertx.core.json.JsonObject;

/**
 * A call that is not served. What the body of an error looks like is not published, so callers may
 * go by the status only.
 */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String kind;

  private Refusal(int status, String kind, String description) {
    super(description);
    this.status = status;
    this.kind = kind;
  }

  static Refusal badData(String description) {
    return new Refusal(400, "bad_data", description);
  }

  static Refusal forbidden(String description) {
    return new Refusal(403, "forbidden", description);
  }

  static Refusal notFound(String what) {
    return new Refusal(404, "not_found", what + " not found");
  }

  Response response() {
    return Response.json(
        status,
        JsonObject.of("error_code", status, "error_type", kind, "error_description", getMessage()));
  }
}
