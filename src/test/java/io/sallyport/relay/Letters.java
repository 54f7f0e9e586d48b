package io.sallyport.relay;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** Letters as tests need them. */
public final class Letters {

  static final Instant NOON = Instant.parse("2026-11-10T12:00:00Z");

  static final RelaySettings SETTINGS =
      new RelaySettings(
          Duration.ofSeconds(1),
          Duration.ofHours(1),
          Duration.ofDays(7),
          Duration.ofSeconds(30),
          Duration.ofSeconds(15));

  private Letters() {}

  /** A letter with these bytes. */
  public static Letter letter(String text) {
    return Letter.of(text.getBytes(StandardCharsets.UTF_8), "sha256=00", "application/json");
  }

  /** Keys of these contacts. */
  public static OrderKeys of(String... contacts) {
    OrderKeys.Builder keys = new OrderKeys.Builder();
    for (String contact : contacts) {
      keys.add("106540352242922", contact);
    }
    return keys.build();
  }

  static QueuedLetter waiting(String place, Instant queuedAt, String... contacts) {
    return new QueuedLetter(place, "evt_" + place, of(contacts), queuedAt, Tries.none());
  }

  static QueuedLetter waiting(String place, String... contacts) {
    return waiting(place, NOON, contacts);
  }
}
