package io.sallyport.rule;

import io.sallyport.contact.ContactState;
import java.time.Instant;
import java.util.Map;

/** How much a number sends and receives in a second (platform-facts.md#throughput). */
public final class Throughput implements LedgerRule {

  /**
   * Messages per second when Meta has raised the number's throughput
   * (platform-facts.md#throughput).
   */
  public static final int RAISED = 1000;

  @Override
  public Reason reason() {
    return Reason.THROUGHPUT;
  }

  /** None: the number's rates differ from number to number, and go with each send. */
  @Override
  public Map<String, Object> terms(Terms terms) {
    return Map.of();
  }

  /**
   * The number sends and receives as much as it may, until {@code nextAt}, ms.
   *
   * @param perSecond its throughput
   */
  public record Exceeded(int perSecond, Instant nextAt) implements Grounds {

    @Override
    public Reason reason() {
      return Reason.THROUGHPUT;
    }

    @Override
    public Instant possibleAt() {
      return nextAt;
    }

    @Override
    public String details(PolicySettings settings) {
      return "This number sends and receives as much as it may: "
          + perSecond
          + " messages per second. "
          + cure(settings);
    }

    @Override
    public String cure(PolicySettings settings) {
      return "The next is possible at "
          + nextAt
          + ". Spread the sends, or set sallyport.numbers.\"<phone_number_id>\".throughput if Meta"
          + " has raised the number's.";
    }
  }

  @Override
  public Grounds grounds(String kind, Facts facts) {
    return new Exceeded(facts.number("per_second"), facts.millis("next_ms"));
  }

  @Override
  public String because(boolean applies, Terms terms, ContactState state) {
    return "The number sends and receives less than it may.";
  }
}
