package io.sallyport.redis;

import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;

/** Any bytes as a script's argument, which is text: each is a character. */
final class Bytes {

  private Bytes() {}

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  static byte[] of(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] of(Response answer) {
    return of(answer.toString(StandardCharsets.UTF_8));
  }
}
