package io.sallyport.message;

import java.util.Locale;
import java.util.Map;

/** How the body of a send is written; its {@code Content-Type} says it, to us and to Meta. */
public enum BodyFormat {
  JSON,
  /** {@code application/x-www-form-urlencoded}: each field is a member. */
  FORM;

  private static final String FORM_TYPE = "application/x-www-form-urlencoded";

  /** The format that a request's headers say. */
  public static BodyFormat of(Iterable<Map.Entry<String, String>> headers) {
    for (Map.Entry<String, String> header : headers) {
      if (header.getKey().equalsIgnoreCase("content-type")) {
        String type = header.getValue().strip().toLowerCase(Locale.ROOT);
        return type.startsWith(FORM_TYPE) ? FORM : JSON;
      }
    }
    return JSON;
  }
}
