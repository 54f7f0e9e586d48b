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
 */
public record Terms(
    boolean needsWindow,
    boolean unknownWindowPasses,
    Duration windowMargin,
    boolean needsOptIn,
    @Nullable Marketing marketing,
    Map<Reason, Enforcement> enforcement,
    Billing billing,
    Rates rates) {

  public Terms {
    enforcement = Map.copyOf(enforcement);
  }

  /** A reason that is not mentioned is enforced. */
  public Enforcement enforcement(Reason reason) {
    return enforcement.getOrDefault(reason, Enforcement.ENFORCE);
  }
}
