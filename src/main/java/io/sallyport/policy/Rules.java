package io.sallyport.policy;

import java.util.List;

/**
 * The rules in the order in which they are applied (README.md#what-a-send-answers). A new one is
 * added here.
 */
public final class Rules {

  /** Judged by the message and its template. */
  public static final List<MessageRule> OF_MESSAGES =
      List.of(
          new UnsupportedCategory(),
          new UnknownTemplate(),
          new TemplateStatus(Reason.TEMPLATE_NOT_APPROVED),
          new TemplateStatus(Reason.TEMPLATE_PAUSED),
          new TemplateStatus(Reason.TEMPLATE_DISABLED),
          new WrongTemplateParameters(),
          new NotMarketing());

  /** Judged by what is known of the number and the contact. */
  public static final List<LedgerRule> OF_LEDGER =
      List.of(
          new NumberRestricted(),
          new OptedOut(),
          new NoOptIn(),
          new WindowClosed(),
          new MarketingThrottled(),
          new PairRate(),
          new Throughput());

  private Rules() {}

  /**
   * The rule of a reason that is judged by a ledger.
   *
   * @param wire as {@link Reason#wire}
   */
  public static LedgerRule ofLedger(String wire) {
    for (LedgerRule rule : OF_LEDGER) {
      if (rule.reason().wire().equals(wire)) {
        return rule;
      }
    }
    throw LedgerRule.unknown(wire);
  }
}
