package io.sallyport.rule;

import io.sallyport.pricing.Billing;
import io.sallyport.rule.PolicySettings.Marketing;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger must hold a send to: flat values a script can enforce.
 *
 * @param needsWindow whether the customer service window must be open
 * @param unknownWindowPasses whether an unknown window counts as open
 * @param windowMargin how long before its end a window counts as closed
 * @param needsOptIn whether the contact must have opted in, or have written before
 * @param marketing the marketing allowance to draw on; null when the send is not marketing
 * @param enforcement of each of {@link Reason#JUDGED_BY_LEDGER}
 * @param billing how the send is charged
 * @param rates how fast the number may send
 * @param channel what a send of another channel is held to beside; null on WhatsApp
 */
public record Terms(
    boolean needsWindow,
    boolean unknownWindowPasses,
    Duration windowMargin,
    boolean needsOptIn,
    @Nullable Marketing marketing,
    Map<Reason, Enforcement> enforcement,
    Billing billing,
    Rates rates,
    @Nullable ChannelTerms channel) {

  public Terms {
    enforcement = Map.copyOf(enforcement);
  }

  /** Of a send on WhatsApp. */
  public Terms(
      boolean needsWindow,
      boolean unknownWindowPasses,
      Duration windowMargin,
      boolean needsOptIn,
      @Nullable Marketing marketing,
      Map<Reason, Enforcement> enforcement,
      Billing billing,
      Rates rates) {
    this(
        needsWindow,
        unknownWindowPasses,
        windowMargin,
        needsOptIn,
        marketing,
        enforcement,
        billing,
        rates,
        null);
  }

  /** The rules that the ledger judges by. */
  public Rules rules() {
    return channel == null ? Rules.OF_WHATSAPP : channel.rules();
  }

  /** What another channel's rules read, by name; none on WhatsApp. */
  public Map<String, Object> ofChannel() {
    return channel == null ? Map.of() : channel.values();
  }

  /** A reason that is not mentioned is enforced. */
  public Enforcement enforcement(Reason reason) {
    return enforcement.getOrDefault(reason, Enforcement.ENFORCE);
  }
}
