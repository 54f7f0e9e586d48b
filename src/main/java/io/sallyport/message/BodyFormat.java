package io.sallyport.message;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The encoding of a send's body, as its {@code Content-Type} says. */
public enum BodyFormat {
  JSON,
  /** {@code application/x-www-form-urlencoded}: each field is a member. */
  FORM;

  private static final String FORM_TYPE = "application/x-www-form-urlencoded";

  /** The format by a request's headers. */
  public static BodyFormat of(Iterable<Map.Entry<String, String>> headers) {
    for (Map.Entry<String, String> header : headers) {
      if (header.getKey().equalsIgnoreCase("content-type")) {
        String type = header.getValue().strip().toLowerCase(Locale.ROOT);
        return type.startsWith(FORM_TYPE) ? FORM : JSON;
      }
    }
    return JSON;
  }

  /** The text of a member that is not part of the message, such as a token; null without one. */
  public @Nullable String member(byte[] body, String name) {
    return this == FORM ? FormBody.field(body, name) : StrictJson.member(body, name);
  }
}
