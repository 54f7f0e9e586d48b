package io.sallyport.rule;

import io.sallyport.contact.ContactState;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages of a gray number in a row that have no answer: whoever does not answer is left alone
 * (wazzup.md#what-is-refused). A message that was not delivered does not count, nor does one that
 * was written on the phone.
 */
public final class Unanswered implements LedgerRule {

  /** Messages past the limit that are counted where the rule is only observed. */
  public static final int OBSERVED_PAST_LIMIT = 5;

  private static final String CURE = "The count starts again when the contact writes.";

  private final int max;

  Unanswered(int max) {
    this.max = max;
  }

  @Override
  public Reason reason() {
    return Reason.UNANSWERED;
  }

  @Override
  public Map<String, Object> terms(Terms terms) {
    return Map.of("max_unanswered", max, "most_counted", max + OBSERVED_PAST_LIMIT);
  }

  /** The contact has not answered so many messages, the first of them sent then. */
  public record TooMany(int messages, @Nullable Instant since) implements Grounds {

    @Override
    public Reason reason() {
      return Reason.UNANSWERED;
    }

    @Override
    public String details(PolicySettings settings) {
      return "The contact has not answered "
          + messages
          + (messages == 1 ? " message" : " messages")
          + " in a row"
          + (since == null ? "" : ", sent since " + since)
          + ", which is as many as may be (sallyport.policy.gray.max-unanswered). "
          + CURE;
    }

    @Override
    public String cure(PolicySettings settings) {
      return CURE;
    }
  }

  @Override
  public Grounds grounds(String kind, Facts facts) {
    int messages = facts.number("messages");
    return new TooMany(messages, messages == 0 ? null : facts.millis("since_ms"));
  }

  @Override
  public String because(boolean applies, Terms terms, ContactState state) {
    return "Fewer than " + max + " messages in a row are without an answer.";
  }
}
