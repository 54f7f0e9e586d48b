package io.sallyport.connector;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/** An answer, apart from the connection it goes over. */
public interface HttpAnswer {

  int status();

  /** Adds its headers. */
  void addHeaders(MultiMap headers);

  Buffer body();

  /** Sends it. */
  default void writeTo(HttpServerResponse response) {
    addHeaders(response.headers());
    response.setStatusCode(status()).end(body());
  }
}
