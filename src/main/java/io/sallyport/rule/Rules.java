package io.sallyport.rule;

import java.util.List;
import java.util.stream.Stream;

/**
 * The rules of a channel, in the order in which they are applied (README.md#what-a-send-answers). A
 * new one is added to its channel's list here.
 *
 * @param ofMessages judged by the message and its template
 * @param ofLedger judged by what is known of the number and the contact
 * @param ofPortfolio whether portfolios have a messaging limit, and budgets apply
 */
public record Rules(List<MessageRule> ofMessages, List<LedgerRule> ofLedger, boolean ofPortfolio) {

  public static final Rules OF_WHATSAPP =
      new Rules(
          List.of(
              new UnsupportedCategory(),
              new UnknownTemplate(),
              new TemplateStatus(Reason.TEMPLATE_NOT_APPROVED),
              new TemplateStatus(Reason.TEMPLATE_PAUSED),
              new TemplateStatus(Reason.TEMPLATE_DISABLED),
              new WrongTemplateParameters(),
              new NotMarketing()),
          List.of(
              new NumberRestricted(),
              new OptedOut(),
              new NoOptIn(),
              new WindowClosed(),
              new MarketingThrottled(),
              new PairRate(),
              new Throughput()),
          true);

  public static final Rules OF_MESSENGER = ofPages(true);

  public static final Rules OF_INSTAGRAM = ofPages(false);

  private static Rules ofPages(boolean isMessenger) {
    return new Rules(
        List.of(new TagNotAllowed(isMessenger)),
        List.of(
            new NumberRestricted(),
            new TokenOptedOut(),
            new HumanAgentOff(),
            new PageWindowClosed(),
            new PrivateReplyUsed(),
            new PrivateReplyExpired(),
            new TokenUsed(),
            new TokenExpired()),
        false);
  }

  /** Of a WhatsApp number that is connected by QR code. */
  public static Rules ofGrayWhatsApp(GraySettings settings) {
    LedgerRule unanswered = new Unanswered(settings.maxUnanswered());
    LedgerRule silence = new Silence(settings.silence());
    return ofChannel(
        settings.firstContact() == GraySettings.FirstContactPolicy.ALLOW
            ? List.of(unanswered, silence)
            : List.of(new FirstContact(), unanswered, silence));
  }

  /** Of Meta's WhatsApp behind a provider. */
  public static Rules ofProvidersWhatsApp() {
    return ofChannel(List.of(ProviderWindow.ofWhatsApp()));
  }

  /** Of Instagram behind a provider. */
  public static Rules ofProvidersInstagram() {
    return ofChannel(List.of(ProviderWindow.ofInstagram()));
  }

  /** Of a provider's channel whose sends all pass. */
  public static Rules none() {
    return ofChannel(List.of());
  }

  private static Rules ofChannel(List<LedgerRule> ofLedger) {
    return new Rules(List.of(), ofLedger, false);
  }

  public Rules {
    ofMessages = List.copyOf(ofMessages);
    ofLedger = List.copyOf(ofLedger);
  }

  /** Every reason that a message may be refused for when it is looked at. */
  public Stream<Reason> reasons() {
    return Stream.of(
            ofMessages.stream().map(MessageRule::reason),
            ofLedger.stream().map(LedgerRule::reason),
            Stream.of(Reason.TOKEN_REFUSED),
            ofPortfolio ? Reason.JUDGED_AFTER_LEDGER.stream() : Stream.<Reason>of())
        .flatMap(reasons -> reasons);
  }

  /**
   * The rule of a reason that is judged by a ledger.
   *
   * @param wire as {@link Reason#wire}
   */
  public LedgerRule ledgerRule(String wire) {
    for (LedgerRule rule : ofLedger) {
      if (rule.reason().wire().equals(wire)) {
        return rule;
      }
    }
    throw LedgerRule.unknown(wire);
  }
}
