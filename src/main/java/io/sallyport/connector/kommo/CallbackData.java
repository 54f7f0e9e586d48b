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
    return PREFIX + name();
  }

  /** Null when it is none of these. */
  static @Nullable CallbackData read(String text) {
    return text.startsWith(PREFIX) ? named(text.substring(PREFIX.length())) : null;
  }

  /** Among Kommo's messages. */
  String name() {
    return message + (part == 0 ? "" : "#" + part);
  }

  static CallbackData named(String name) {
    int part = name.indexOf('#');
    return part < 0
        ? new CallbackData(name, 0)
        : new CallbackData(name.substring(0, part), name.endsWith("#1") ? 1 : 2);
  }
}
