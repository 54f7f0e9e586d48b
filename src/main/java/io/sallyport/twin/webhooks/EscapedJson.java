package io.sallyport.twin.webhooks;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/**
 * JSON as Meta writes it into webhooks: ASCII only, {@code \}{@code u} and lower-case hex, {@code
 * /} as {@code \/} (platform-facts.md#webhook-signature).
 */
final class EscapedJson {
  private EscapedJson() {}

  /**
   * Outside of strings JSON holds neither slashes nor non-ASCII characters, so the text can be
   * escaped as a whole.
   */
  static Buffer of(JsonObject object) {
    String json = object.encode();
    StringBuilder escaped = new StringBuilder(json.length() + 64);
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c == '/') {
        escaped.append("\\/");
      } else if (c > 0x7f) {
        escaped.append(String.format("\\u%04x", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return Buffer.buffer(escaped.toString());
  }
}
