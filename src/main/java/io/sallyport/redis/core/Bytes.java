package io.sallyport.redis.core;

import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;

/** Any bytes as a script's argument, which is text: each is a character. */
public final class Bytes {

  private Bytes() {}

  public static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  public static byte[] of(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  public static byte[] of(Response answer) {
    return of(answer.toString(StandardCharsets.UTF_8));
  }
}
