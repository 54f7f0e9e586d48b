package io.sallyport.admission;

import io.sallyport.admission.Examination.Finding;
import io.sallyport.contact.Contact;
import io.sallyport.message.OutboundMessage;
import io.sallyport.message.Reading;
import io.sallyport.message.SendClass;
import io.sallyport.policy.BusinessNumber;
import io.sallyport.policy.Endpoint;
import io.sallyport.policy.Policies;
import io.sallyport.policy.Reason;
import io.sallyport.policy.Ruling;
import io.sallyport.policy.Ruling.Outcome;
import io.sallyport.policy.Rulings;
import io.sallyport.policy.Submission;
import io.sallyport.policy.Terms;
import io.sallyport.pricing.Estimate;
import io.sallyport.pricing.Tariff;
import io.sallyport.template.Category;
import io.sallyport.template.TemplateRegistry;
import io.smallrye.mutiny.Uni;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@link SendMessage} would do with a send, rule by rule. Nothing is sent and nothing is
 * consumed; a template nobody knows is asked for at Meta, as a send would.
 */
public final class ExplainSend {

  /** The rules that look at a message, in the order they are applied. */
  private static final List<Reason> OF_MESSAGES =
      Stream.of(
              Reason.JUDGED_BY_POLICY,
              Reason.JUDGED_BY_LEDGER,
              List.of(Reason.TOKEN_REFUSED, Reason.MESSAGING_LIMIT))
          .flatMap(List::stream)
          .sorted()
          .toList();

  private final Policies policies;
  private final Tariff tariff;
  private final TemplateLookup templates;
  private final Ledger ledger;
  private final Records records;
  private final MessagingLimits limits;
  private final Circuits circuits;
  private final Rulings rulings;

  public ExplainSend(
      Policies policies,
      Tariff tariff,
      TemplateRegistry templates,
      Ledger ledger,
      Records records,
      Reach reach,
      Circuits circuits) {
    this.policies = policies;
    this.tariff = tariff;
    this.templates = new TemplateLookup(templates, ledger);
    this.ledger = ledger;
    this.records = records;
    this.limits = new MessagingLimits(reach);
    this.circuits = circuits;
    this.rulings = new Rulings(policies.settings());
  }

  /**
   * Explains a send.
   *
   * @param token what the send would authenticate with at Meta
   * @param body of a {@code POST …/messages}; any bytes are allowed
   * @return fails when the ledger cannot be asked
   */
  public Uni<Explanation> handle(
      BusinessNumber number, Endpoint endpoint, AccessToken token, byte[] body) {
    List<Ruling> arrived = List.of(Rulings.onNumber(number), Rulings.onSize(body.length));
    Reading reading = OutboundMessage.read(body, number.country());
    if (reading instanceof Reading.Malformed bad) {
      return unasked(null, arrived, Rulings.onUnreadableBody(bad.why()), Rulings::unread);
    }
    OutboundMessage message = ((Reading.Understood) reading).message();
    if (message.sendClass() == SendClass.CONTROL) {
      return ledger
          .isDisabled(number.phoneNumberId())
          .chain(
              disabled ->
                  unasked(
                      SendClass.CONTROL,
                      arrived,
                      Rulings.onBody(message),
                      reason -> rulings.onControl(reason, disabled)))
          .map(explanation -> held(number, token, explanation));
    }
    return templates
        .submission(number, endpoint, message)
        .chain(submission -> examine(submission, arrived))
        .map(explanation -> held(number, token, explanation));
  }

  /** The same, where circuits refuse instead of what passes. */
  private Explanation held(BusinessNumber number, AccessToken token, Explanation explanation) {
    Map<Reason, Ruling> byReason = new EnumMap<>(Reason.class);
    explanation.rulings().forEach(ruling -> byReason.put(ruling.reason(), ruling));
    byReason.put(Reason.TOKEN_REFUSED, Rulings.onToken(token.isUnknown() ? null : token.whose()));
    for (OpenCircuit open : circuits.holding(number.phoneNumberId(), token)) {
      Ruling refuses = Rulings.held(open.refusal(), open.trouble().cure());
      byReason.computeIfPresent(
          refuses.reason(), (reason, was) -> was.outcome() == Outcome.REFUSE ? was : refuses);
    }
    return explanation.with(List.copyOf(byReason.values()));
  }

  /** What is decided without a look at any message. */
  private Uni<Explanation> unasked(
      @Nullable SendClass sendClass,
      List<Ruling> arrived,
      Ruling onBody,
      Function<Reason, Ruling> onOthers) {
    List<Ruling> all = new ArrayList<>(arrived);
    all.add(onBody);
    OF_MESSAGES.stream().map(onOthers).forEach(all::add);
    Estimate price = Estimate.ofNothing(tariff.model(ledger.now()));
    return Uni.createFrom().item(new Explanation(sendClass, null, null, all, price));
  }

  private Uni<Explanation> examine(Submission send, List<Ruling> arrived) {
    Terms terms = policies.terms(send);
    return records
        .examine(
            send.number().phoneNumberId(),
            send.message().recipient(),
            terms,
            Occasion.of(
                policies, send.number(), send.message().recipient(), terms, send.now(), null))
        .chain(
            found ->
                ofLimit(send, terms, found)
                    .map(last -> explain(send, terms, found, arrived, last)));
  }

  private Uni<Finding> ofLimit(Submission send, Terms terms, Examination found) {
    long limit = MessagingLimits.limit(send.number(), found.tier());
    boolean applies = MessagingLimits.applies(terms, found.state().window());
    if (!applies || limit == Long.MAX_VALUE) {
      return Uni.createFrom().item(new Finding(Reason.MESSAGING_LIMIT, applies, null));
    }
    return limits
        .look(send.number(), send.message().recipient(), limit)
        .map(grounds -> new Finding(Reason.MESSAGING_LIMIT, true, grounds));
  }

  private Explanation explain(
      Submission send, Terms terms, Examination found, List<Ruling> arrived, Finding last) {
    List<Ruling> all = new ArrayList<>(arrived);
    all.add(Rulings.onBody(send.message()));
    policies.examine(send).forEach(finding -> all.add(rulings.onMessage(finding, send)));
    Stream.concat(found.findings().stream(), Stream.of(last))
        .map(it -> rulings.onContact(it.reason(), it.applies(), it.grounds(), terms, found.state()))
        .forEach(all::add);
    Category category = terms.billing().category();
    return new Explanation(
        send.message().sendClass(),
        category.equals(Category.UNKNOWN) ? null : category,
        found.state().window(),
        all,
        price(send.message().recipient(), terms, found));
  }

  private Estimate price(Contact recipient, Terms terms, Examination found) {
    String named = recipient.country();
    return tariff.estimate(
        terms.billing(),
        found.charge(),
        named == null ? found.state().contact().country() : named,
        found.now().atOffset(ZoneOffset.UTC).toLocalDate());
  }
}
