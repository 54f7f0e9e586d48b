package io.sallyport.rule;

import io.sallyport.contact.ContactState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message to a person needs an event of theirs within 24 hours, or within 7 days with a tag that
 * says so (platform-facts.md#page-windows).
 */
final class PageWindowClosed implements LedgerRule {

  private static final String CURE =
      "Wait until the person writes, taps or reacts. A person at the business may answer within 7"
          + " days with the tag HUMAN_AGENT, if Meta has approved it for the app"
          + " (sallyport.accounts.\"<id>\".human-agent); on Messenger a utility template passes any"
          + " time.";

  @Override
  public Reason reason() {
    return Reason.WINDOW_CLOSED;
  }

  @Override
  public String script() {
    return "page_window_closed";
  }

  @Override
  public boolean appliesTo(Terms terms) {
    return terms.needsWindow();
  }

  @Override
  public Map<String, Object> terms(Terms terms) {
    return Map.of("unknown_window_passes", terms.unknownWindowPasses());
  }

  /**
   * Too long ago.
   *
   * @param lastInboundAt the person's last event, if any is known
   * @param within so long after it such a message may be sent
   * @param refusedAt when Meta said that it is too long ago, if it did
   */
  record Closed(@Nullable Instant lastInboundAt, Duration within, @Nullable Instant refusedAt)
      implements Grounds {

    @Override
    public Reason reason() {
      return Reason.WINDOW_CLOSED;
    }

    @Override
    public String details(PolicySettings settings) {
      return since(settings) + " " + CURE;
    }

    private String since(PolicySettings settings) {
      if (lastInboundAt == null) {
        return "This person has not written to this account.";
      } else if (refusedAt != null) {
        return "This person was last heard of at "
            + lastInboundAt
            + ", and Meta refused a message as outside of the window at "
            + refusedAt
            + ".";
      }
      return "This person was last heard of at "
          + lastInboundAt
          + "; such a message could be sent until "
          + lastInboundAt.plus(within).minus(settings.windowMargin())
          + ".";
    }

    @Override
    public String cure(PolicySettings settings) {
      return CURE;
    }
  }

  /** Nothing is known of the window; as {@link WindowClosed.Unknown}. */
  record Unknown(@Nullable Instant coveredSince) implements Grounds {

    @Override
    public Reason reason() {
      return Reason.WINDOW_CLOSED;
    }

    @Override
    public String details(PolicySettings settings) {
      return WindowClosed.notKnown("account", coveredSince) + CURE;
    }

    @Override
    public String cure(PolicySettings settings) {
      return CURE;
    }
  }

  @Override
  public Grounds grounds(String kind, Facts facts) {
    return switch (kind) {
      case "closed" ->
          new Closed(
              facts.seconds("last_inbound"),
              Duration.ofMillis(facts.number("within_ms")),
              facts.seconds("refused"));
      case "unknown" -> new Unknown(facts.seconds("covered_since"));
      default -> throw LedgerRule.unknown(kind);
    };
  }

  @Override
  public String because(boolean applies, Terms terms, ContactState state) {
    if (!applies) {
      return "Private replies, tokens and Messenger's utility templates need no open window.";
    }
    return WindowClosed.inWords(terms, state)
        + (PageTerms.hasWeek(terms) ? " Its tag gives it 7 days since then." : "");
  }
}
