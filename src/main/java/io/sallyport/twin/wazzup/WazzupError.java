package io.sallyport.twin.wazzup;

import io.sallyport.twin.http.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** A refusal of the message route, as Wazzup writes it. */
final class WazzupError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient JsonObject data;

  WazzupError(int status, String code, String description, JsonObject data) {
    super(description);
    this.status = status;
    this.code = code;
    this.data = data;
  }

  static WazzupError invalid(String field) {
    return new WazzupError(
        400,
        "INVALID_MESSAGE_DATA",
        "One or more fields are invalid",
        JsonObject.of("fields", JsonArray.of(field)));
  }

  Response response() {
    return Response.json(
        status,
        JsonObject.of(
            "status",
            status,
            "requestId",
            UUID.randomUUID().toString().replace("-", ""),
            "error",
            code,
            "description",
            getMessage(),
            "data",
            data));
  }
}
