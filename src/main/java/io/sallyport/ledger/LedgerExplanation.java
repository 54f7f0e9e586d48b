package io.sallyport.ledger;

import io.sallyport.contact.ContactState;
import io.sallyport.pricing.Charge;
import io.sallyport.rule.Grounds;
import io.sallyport.rule.Reason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger found when asked about a send.
 *
 * @param now the ledger's time
 * @param coveredSince since when the number's webhooks are seen without a gap; null for not
 * @param findings one for each rule of the channel that a ledger judges, in their order, enforced
 *     or not
 * @param charge what the send would cost; null where nothing is charged
 * @param wasWrittenTo whether the business has written to the contact, as far as is known
 * @param tier Meta's word on the portfolio's messaging limit, if any
 */
public record LedgerExplanation(
    Instant now,
    @Nullable Instant coveredSince,
    ContactState state,
    List<Finding> findings,
    @Nullable Charge charge,
    boolean wasWrittenTo,
    @Nullable String tier) {

  public LedgerExplanation {
    findings = List.copyOf(findings);
  }

  /** Whether the contact never wrote either. */
  public boolean isFirstContact() {
    return !wasWrittenTo && state.window().lastInboundAt() == null;
  }

  /**
   * One rule's.
   *
   * @param applies whether the rule looks at such a send at all
   * @param grounds why it refuses; null when it does not
   */
  public record Finding(Reason reason, boolean applies, @Nullable Grounds grounds) {}
}
