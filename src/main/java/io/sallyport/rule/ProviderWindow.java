package io.sallyport.rule;

import io.sallyport.contact.ContactState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The window of an official channel behind a provider, which itself would refuse minutes after it
 * took the message: 24 hours on WhatsApp, 7 days on Instagram (wazzup.md#what-is-refused).
 */
public final class ProviderWindow implements LedgerRule {

  public static final Duration OF_WHATSAPP = Duration.ofHours(24);
  public static final Duration OF_INSTAGRAM = Duration.ofDays(7);

  private final Duration length;
  private final String cure;

  private ProviderWindow(Duration length, String cure) {
    this.length = length;
    this.cure = cure;
  }

  static ProviderWindow ofWhatsApp() {
    return new ProviderWindow(
        OF_WHATSAPP,
        "Send a template (templateId, or a text that begins with @template:), or wait until the"
            + " contact writes.");
  }

  static ProviderWindow ofInstagram() {
    return new ProviderWindow(OF_INSTAGRAM, "Wait until the contact writes.");
  }

  @Override
  public Reason reason() {
    return Reason.WINDOW_CLOSED;
  }

  @Override
  public String script() {
    return "window_closed";
  }

  @Override
  public boolean appliesTo(Terms terms) {
    return terms.needsWindow();
  }

  @Override
  public Map<String, Object> terms(Terms terms) {
    return Map.of(
        "needs_window", terms.needsWindow(), "unknown_window_passes", terms.unknownWindowPasses());
  }

  /**
   * The window is not open.
   *
   * @param lastInboundAt the contact's newest message, if any is known
   * @param closedAt when the window closed, or the provider said it was; null without a message
   * @param cure what to do instead
   */
  public record Closed(@Nullable Instant lastInboundAt, @Nullable Instant closedAt, String cure)
      implements Grounds {

    @Override
    public Reason reason() {
      return Reason.WINDOW_CLOSED;
    }

    @Override
    public String details(PolicySettings settings) {
      return (lastInboundAt == null
              ? "No message of this contact to this channel is known."
              : "This contact last wrote at "
                  + lastInboundAt
                  + "; the window closed at "
                  + closedAt
                  + ".")
          + " "
          + cure;
    }

    @Override
    public String cure(PolicySettings settings) {
      return cure;
    }
  }

  @Override
  public Grounds grounds(String kind, Facts facts) {
    if (!kind.equals("closed")) {
      return new Closed(null, null, cure);
    }
    Instant last = facts.seconds("last_inbound");
    Instant told = facts.seconds("closed_by_meta");
    Instant end = last == null ? null : last.plus(length);
    boolean isToldEarlier = told != null && (end == null || told.isBefore(end));
    return new Closed(last, isToldEarlier ? told : end, cure);
  }

  @Override
  public String because(boolean applies, Terms terms, ContactState state) {
    return applies
        ? "The window is open: the contact wrote within " + length.toHours() + " hours."
        : "A template needs no open window.";
  }
}
