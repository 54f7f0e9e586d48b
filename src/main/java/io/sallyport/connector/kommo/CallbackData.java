package io.sallyport.connector.kommo;

import org.jspecify.annotations.Nullable;

/**
 * What a send carries so that each of its statuses names Kommo's message ({@code
 * biz_opaque_callback_data}, platform-facts.md#statuses). So nothing must be remembered for a
 * status to be told, and none can come too early.
 *
 * @param message Kommo's id of it
 * @param part 0 for the whole message; of one that goes out as two 1 or 2
 */
record CallbackData(String message, int part) {

  private static final String PREFIX = "kommo:";

  String text() {
    return PREFIX + message + (part == 0 ? "" : "#" + part);
  }

  /** Null when it is none of these. */
  static @Nullable CallbackData read(String text) {
    if (!text.startsWith(PREFIX)) {
      return null;
    }
    int part = text.indexOf('#');
    return part < 0
        ? new CallbackData(text.substring(PREFIX.length()), 0)
        : new CallbackData(text.substring(PREFIX.length(), part), text.endsWith("#1") ? 1 : 2);
  }
}
