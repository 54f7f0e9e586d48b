package io.sallyport.rule;

import io.sallyport.contact.ContactState;
import io.sallyport.contact.Window;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Free-form needs an open customer service window (platform-facts.md#customer-service-window). */
public final class WindowClosed implements LedgerRule {

  @Override
  public Reason reason() {
    return Reason.WINDOW_CLOSED;
  }

  @Override
  public boolean appliesTo(Terms terms) {
    return terms.needsWindow();
  }

  @Override
  public Map<String, Object> terms(Terms terms) {
    return Map.of(
        "needs_window", terms.needsWindow(),
        "unknown_window_passes", terms.unknownWindowPasses(),
        "window_margin_ms", terms.windowMargin().toMillis());
  }

  private static String cureOf(PolicySettings settings) {
    return "Free-form messages need an open customer service window: send an approved template ("
        + settings.categoriesInWords()
        + "), or wait until the contact writes.";
  }

  /**
   * The customer service window is closed.
   *
   * @param lastInboundAt the contact's newest message, if any is known
   * @param closedByMetaAt when Meta reported it closed, if it did and no newer message is known
   */
  public record Closed(@Nullable Instant lastInboundAt, @Nullable Instant closedByMetaAt)
      implements Grounds {

    @Override
    public Reason reason() {
      return Reason.WINDOW_CLOSED;
    }

    @Override
    public String details(PolicySettings settings) {
      return since(settings) + " " + cure(settings);
    }

    private String since(PolicySettings settings) {
      if (lastInboundAt == null) {
        return "This contact has not written to this number.";
      } else if (closedByMetaAt != null) {
        return "This contact last wrote at "
            + lastInboundAt
            + ", and Meta reported the window closed at "
            + closedByMetaAt
            + ".";
      }
      Instant end = lastInboundAt.plus(Window.LENGTH).minus(settings.windowMargin());
      return "This contact last wrote at " + lastInboundAt + "; the window closed at " + end + ".";
    }

    @Override
    public String cure(PolicySettings settings) {
      return cureOf(settings);
    }
  }

  /**
   * Nothing is known of the window.
   *
   * @param coveredSince since when the number's webhooks have been seen, if any was
   */
  public record Unknown(@Nullable Instant coveredSince) implements Grounds {

    @Override
    public Reason reason() {
      return Reason.WINDOW_CLOSED;
    }

    @Override
    public String details(PolicySettings settings) {
      return notKnown("number", coveredSince) + cure(settings);
    }

    @Override
    public String cure(PolicySettings settings) {
      return cureOf(settings);
    }
  }

  /** Why the window is not known, with a space after it. */
  static String notKnown(String what, @Nullable Instant coveredSince) {
    return "Whether this contact's window is open is not known: "
        + (coveredSince == null
            ? "no webhook of this " + what + " has been seen yet, or they come no more"
            : "this "
                + what
                + "'s webhooks have been seen since "
                + coveredSince
                + " only, and it takes until "
                + coveredSince.plus(Window.LENGTH)
                + " to be sure")
        + " (sallyport.policy.unknown-window=reject). ";
  }

  /**
   * The contact left the name for another at {@code at}, and nobody has written under it since
   * (platform-facts.md#changed-numbers-and-user-ids).
   */
  public record NameLeft(Instant at) implements Grounds {

    @Override
    public Reason reason() {
      return Reason.WINDOW_CLOSED;
    }

    @Override
    public String details(PolicySettings settings) {
      return "The contact left this phone number or user id for another at "
          + at
          + ", and nobody has written under it since. "
          + cure(settings);
    }

    @Override
    public String cure(PolicySettings settings) {
      return "Send to what the contact uses now, which /sallyport/v1 lists among the contact's"
          + " names.";
    }
  }

  @Override
  public Grounds grounds(String kind, Facts facts) {
    return switch (kind) {
      case "closed" -> new Closed(facts.seconds("last_inbound"), facts.seconds("closed_by_meta"));
      case "unknown" -> new Unknown(facts.seconds("covered_since"));
      case "name_left" -> new NameLeft(facts.at("left"));
      default -> throw LedgerRule.unknown(kind);
    };
  }

  @Override
  public String because(boolean applies, Terms terms, ContactState state) {
    String window = inWords(terms, state);
    return applies ? window : "Only free-form messages need an open window. " + window;
  }

  /** A sentence on the contact's window. */
  static String inWords(Terms terms, ContactState state) {
    Window window = state.window();
    return switch (window.state()) {
      case OPEN ->
          "The window is open until "
              + window.expiresAt()
              + "; the contact last wrote at "
              + window.lastInboundAt()
              + ".";
      case CLOSED -> "The window is closed; " + lastInbound(window) + ".";
      case UNKNOWN ->
          "Whether the window is open is not known"
              + (terms.needsWindow() ? " (sallyport.policy.unknown-window=allow)." : ".");
    };
  }

  private static String lastInbound(Window window) {
    return window.lastInboundAt() == null
        ? "the contact has not written to this number"
        : "the contact last wrote at " + window.lastInboundAt();
  }
}
