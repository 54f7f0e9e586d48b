package io.sallyport.send;

import io.sallyport.budget.Spending;
import io.sallyport.channel.Channel;
import io.sallyport.circuit.AccessToken;
import io.sallyport.circuit.Circuits;
import io.sallyport.circuit.OpenCircuit;
import io.sallyport.contact.Contact;
import io.sallyport.ledger.Ledger;
import io.sallyport.ledger.LedgerExplanation;
import io.sallyport.ledger.LedgerExplanation.Finding;
import io.sallyport.ledger.Records;
import io.sallyport.ledger.SendContext;
import io.sallyport.message.OutboundMessage;
import io.sallyport.message.Reading;
import io.sallyport.message.SendClass;
import io.sallyport.pricing.Charge;
import io.sallyport.pricing.Estimate;
import io.sallyport.pricing.Tariff;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.MessagingLimit;
import io.sallyport.rule.Policies;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Ruling;
import io.sallyport.rule.Ruling.Outcome;
import io.sallyport.rule.Rulings;
import io.sallyport.rule.Submission;
import io.sallyport.rule.Terms;
import io.sallyport.template.Category;
import io.vertx.core.Future;
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

  private final Channel channel;
  private final Policies policies;
  private final Tariff tariff;
  private final TemplateLookup templates;
  private final Ledger ledger;
  private final Records records;
  private final SharedStores shared;
  private final Circuits circuits;
  private final Rulings rulings;

  /** The rules that look at a message, in the order they are applied. */
  private final List<Reason> ofMessages;

  public ExplainSend(Deciders deciders, Tariff tariff, Records records) {
    this.channel = deciders.channel();
    this.policies = deciders.policies();
    this.tariff = tariff;
    this.templates = deciders.templateLookup();
    this.ledger = deciders.ledger();
    this.records = records;
    this.shared = deciders.shared();
    this.circuits = deciders.circuits();
    this.rulings = new Rulings(policies.settings());
    this.ofMessages = channel.rules().reasons().sorted().toList();
  }

  /**
   * Explains a send.
   *
   * @return fails when the ledger cannot be asked
   */
  public Future<Explanation> handle(Draft draft) {
    BusinessNumber number = draft.number();
    List<Ruling> arrived = List.of(Rulings.onNumber(number), Rulings.onSize(draft.body().length));
    Reading reading = channel.read(draft.body(), draft.format(), number.country());
    if (reading instanceof Reading.Malformed bad) {
      return unasked(null, arrived, Rulings.onUnreadableBody(bad.why()), Rulings::unread);
    }
    OutboundMessage message = ((Reading.Understood) reading).message();
    if (message.sendClass() == SendClass.CONTROL) {
      return ledger
          .isDisabled(number.phoneNumberId())
          .compose(
              disabled ->
                  unasked(
                      message,
                      arrived,
                      Rulings.onBody(message),
                      reason -> rulings.onControl(reason, disabled)))
          .map(explanation -> held(draft, explanation));
    }
    Submission known = templates.known(number, draft.endpoint(), message);
    return (known != null
            ? Future.succeededFuture(known)
            : templates.ask(number, draft.endpoint(), message))
        .compose(submission -> examine(submission, draft.client(), arrived))
        .map(explanation -> held(draft, explanation));
  }

  /** The same explanation, with the refusals of the circuits that are open. */
  private Explanation held(Draft draft, Explanation explanation) {
    AccessToken token = draft.token();
    Map<Reason, Ruling> byReason = new EnumMap<>(Reason.class);
    explanation.rulings().forEach(ruling -> byReason.put(ruling.reason(), ruling));
    byReason.put(Reason.TOKEN_REFUSED, Rulings.onToken(token.isUnknown() ? null : token.whose()));
    for (OpenCircuit open : circuits.holding(draft.number().phoneNumberId(), () -> token)) {
      Ruling refuses = Rulings.held(open.refusal(), open.trouble().cure());
      byReason.computeIfPresent(
          refuses.reason(), (reason, was) -> was.outcome() == Outcome.REFUSE ? was : refuses);
    }
    return explanation.with(List.copyOf(byReason.values()));
  }

  /** Explains a send for which the ledger is not asked about a contact. */
  private Future<Explanation> unasked(
      @Nullable OutboundMessage message,
      List<Ruling> arrived,
      Ruling onBody,
      Function<Reason, Ruling> onOthers) {
    List<Ruling> all = new ArrayList<>(arrived);
    all.add(onBody);
    ofMessages.stream().map(onOthers).forEach(all::add);
    Estimate price = Estimate.ofNothing(tariff.model(ledger.now()));
    return Future.succeededFuture(new Explanation(message, null, null, all, price, false));
  }

  private Future<Explanation> examine(Submission send, String client, List<Ruling> arrived) {
    Terms terms = policies.terms(send);
    return records
        .examine(
            send.number().phoneNumberId(),
            send.message().recipient(),
            terms,
            SendContext.of(
                policies, send.number(), send.message().recipient(), terms, send.now(), null))
        .compose(
            found ->
                shared(send, client, terms, found)
                    .map(last -> explain(send, terms, found, arrived, last)));
  }

  /** By the messaging limit and the budgets, which numbers share; none where no such rule is. */
  private Future<List<Finding>> shared(
      Submission send, String client, Terms terms, LedgerExplanation found) {
    return channel.rules().ofPortfolio()
        ? ofLimit(send, terms, found)
            .compose(
                limit ->
                    ofBudgets(send, client, terms, found).map(budget -> List.of(limit, budget)))
        : Future.succeededFuture(List.of());
  }

  private Future<Finding> ofBudgets(
      Submission send, String client, Terms terms, LedgerExplanation found) {
    Spending spending =
        shared.budgets().isEmpty()
            ? null
            : shared
                .budgets()
                .spending(
                    "",
                    client,
                    send.number().phoneNumberId(),
                    terms.billing().category(),
                    country(send.message().recipient(), found),
                    found.charge());
    return spending == null
        ? Future.succeededFuture(new Finding(Reason.BUDGET, false, null))
        : shared.spent().look(spending).map(full -> new Finding(Reason.BUDGET, true, full));
  }

  private Future<Finding> ofLimit(Submission send, Terms terms, LedgerExplanation found) {
    MessagingLimit limit = MessagingLimit.of(send.number(), found.tier());
    boolean applies = MessagingLimit.applies(terms, found.state().window());
    if (!applies || limit.isUnlimited()) {
      return Future.succeededFuture(new Finding(Reason.MESSAGING_LIMIT, applies, null));
    }
    return shared
        .limits()
        .look(send.number().portfolio(), send.message().recipient(), limit.contacts())
        .map(
            nextAt ->
                new Finding(
                    Reason.MESSAGING_LIMIT,
                    true,
                    nextAt == null ? null : new MessagingLimit.Reached(limit.contacts(), nextAt)));
  }

  private Explanation explain(
      Submission send,
      Terms terms,
      LedgerExplanation found,
      List<Ruling> arrived,
      List<Finding> last) {
    List<Ruling> all = new ArrayList<>(arrived);
    all.add(Rulings.onBody(send.message()));
    policies.examine(send).forEach(finding -> all.add(rulings.onMessage(finding, send)));
    Stream.concat(found.findings().stream(), last.stream())
        .map(it -> rulings.onContact(it.reason(), it.applies(), it.grounds(), terms, found.state()))
        .forEach(all::add);
    Category category = terms.billing().category();
    return new Explanation(
        send.message(),
        category.equals(Category.UNKNOWN) ? null : category,
        found.state().window(),
        all,
        price(send.message().recipient(), terms, found),
        found.isFirstContact());
  }

  private Estimate price(Contact recipient, Terms terms, LedgerExplanation found) {
    Charge charge = found.charge();
    if (charge == null) {
      return Estimate.ofNothing(tariff.model(found.now()));
    }
    return tariff.estimate(
        terms.billing(),
        charge,
        country(recipient, found),
        found.now().atOffset(ZoneOffset.UTC).toLocalDate());
  }

  private static @Nullable String country(Contact recipient, LedgerExplanation found) {
    String named = recipient.country();
    return named == null ? found.state().contact().country() : named;
  }
}
