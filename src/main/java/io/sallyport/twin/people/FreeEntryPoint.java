package io.sallyport.twin.people;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The free entry point window: 72 h from the first answer, if given within 24 h of the ad message
 * (platform-facts.md#free-entry-point).
 */
public final class FreeEntryPoint {
  private static final Duration TO_ANSWER = Duration.ofHours(24);
  private static final Duration LENGTH = Duration.ofDays(3);

  /** An open free entry point, as {@code statuses[].conversation} shows it. */
  public record Open(String conversationId, Instant end) {}

  private Instant answerBy = Instant.EPOCH;
  private Optional<Open> open = Optional.empty();

  void adClicked(Instant at) {
    answerBy = later(answerBy, at.plus(TO_ANSWER));
  }

  /** The window a delivered message falls into; the message itself may open it. */
  Optional<Open> businessAnswered(Instant now) {
    open = open.filter(window -> now.isBefore(window.end()));
    if (open.isEmpty() && now.isBefore(answerBy)) {
      answerBy = Instant.EPOCH;
      String id = UUID.randomUUID().toString().replace("-", "");
      open = Optional.of(new Open(id, now.plus(LENGTH)));
    }
    return open;
  }

  void merge(FreeEntryPoint other) {
    answerBy = later(answerBy, other.answerBy);
    if (open.isEmpty() || other.open.filter(it -> it.end().isAfter(end(open))).isPresent()) {
      open = other.open;
    }
  }

  @Nullable Instant answerBy(Instant now) {
    return now.isBefore(answerBy) ? answerBy : null;
  }

  @Nullable Instant end(Instant now) {
    return open.map(Open::end).filter(now::isBefore).orElse(null);
  }

  private static Instant end(Optional<Open> open) {
    return open.map(Open::end).orElse(Instant.EPOCH);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
