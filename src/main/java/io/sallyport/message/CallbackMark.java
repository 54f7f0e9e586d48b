package io.sallyport.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URLEncoder;

/**
 * Adds the gateway's own {@code biz_opaque_callback_data} to a send that has none. This is the only
 * change ever made to a body (limits.md#once).
 */
public final class CallbackMark {

  private static final String MEMBER = "biz_opaque_callback_data";

  private CallbackMark() {}

  /**
   * The body with the mark in it: in place of a null member, else before the first member.
   *
   * @param body a valid send without callback data
   */
  public static byte[] in(byte[] body, BodyFormat format, String mark) {
    if (format == BodyFormat.FORM) {
      return with(body, 0, 0, MEMBER + "=" + URLEncoder.encode(mark, UTF_8) + "&");
    }
    String value = "\"" + mark + "\"";
    int ofNull = offsetOfNull(body);
    if (ofNull >= 0) {
      return with(body, ofNull, "null".length(), value);
    }
    int open = 0;
    while (body[open] != '{') {
      open++;
    }
    return with(body, open + 1, 0, "\"" + MEMBER + "\":" + value + ",");
  }

  /** Offset of the member's null value; -1 without one. */
  private static int offsetOfNull(byte[] body) {
    try (JsonParser parser = StrictJson.strict(body)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean isIt = parser.currentName().equals(MEMBER);
        if (parser.nextToken() == JsonToken.VALUE_NULL && isIt) {
          return (int) parser.currentTokenLocation().getByteOffset();
        }
        parser.skipChildren();
      }
      return -1;
    } catch (IOException e) {
      throw new IllegalArgumentException("not a body that was understood", e);
    }
  }

  private static byte[] with(byte[] body, int at, int dropped, String text) {
    byte[] more = text.getBytes(UTF_8);
    byte[] marked = new byte[body.length + more.length - dropped];
    System.arraycopy(body, 0, marked, 0, at);
    System.arraycopy(more, 0, marked, at, more.length);
    int rest = at + dropped;
    System.arraycopy(body, rest, marked, at + more.length, body.length - rest);
    return marked;
  }
}
