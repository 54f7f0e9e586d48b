package io.sallyport.twin.graph;

import io.sallyport.twin.http.Request;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;

/**
 * A Graph request as it came in; calls of the control API are not recorded.
 *
 * @param at by the twin's clock
 * @param path raw, as on the request line
 * @param query raw, empty without one
 * @param body the exact bytes
 */
public record ReceivedRequest(
    Instant at, String method, String path, String query, MultiMap headers, Buffer body) {

  public byte[] bytes() {
    return body.getBytes();
  }

  /** Whether this is a POST on a send edge, in whatever spelling. */
  public boolean isSend() {
    return Request.isSend(method, path);
  }

  boolean isTemplateList() {
    return method.equals("GET") && path.endsWith("/message_templates");
  }
}
