package io.sallyport.twin.kommo.control;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * A call of the Chats API, of REST or for a file.
 *
 * @param kind as faults name it
 * @param status the answer's; 0 for none
 */
public record ReceivedCall(
    Instant at,
    String method,
    String path,
    String kind,
    MultiMap headers,
    Buffer body,
    int status) {

  JsonObject view() {
    return JsonObject.of(
        "at",
        at.toString(),
        "method",
        method,
        "path",
        path,
        "kind",
        kind,
        "bytes",
        body.length(),
        "status",
        status);
  }
}
