package io.sallyport.twin.faults;

import io.sallyport.twin.http.Response;
import io.vertx.core.buffer.Buffer;

/** What one of Meta's APIs answers when it refuses a send that is right. */
@FunctionalInterface
public interface FaultAnswers {

  /** The answer to a send that goes wrong with an answer. */
  Response of(Fault fault);

  /** An HTML page with 502, as a proxy in front of Graph answers. */
  static Response ofProxy() {
    String page =
        "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad"
            + " Gateway</h1></body></html>";
    return new Response(502, "text/html; charset=UTF-8", Buffer.buffer(page));
  }
}
