package io.sallyport.send;

import static io.sallyport.send.Sends.CONTACT;
import static io.sallyport.send.Sends.NUMBER;
import static io.sallyport.send.Sends.READ;
import static io.sallyport.send.Sends.SALE;
import static io.sallyport.send.Sends.TEXT;
import static io.sallyport.send.Sends.TWO_A_DAY;
import static io.sallyport.send.Sends.template;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import io.sallyport.channel.WhatsApp;
import io.sallyport.circuit.AccessToken;
import io.sallyport.circuit.Circuits;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Window;
import io.sallyport.ledger.MemoryMessagingLimits;
import io.sallyport.message.SendClass;
import io.sallyport.pricing.Charge;
import io.sallyport.pricing.Estimate;
import io.sallyport.pricing.PricingModel;
import io.sallyport.pricing.RateCard;
import io.sallyport.pricing.Tariff;
import io.sallyport.rule.Endpoint;
import io.sallyport.rule.Enforcement;
import io.sallyport.rule.Grounds;
import io.sallyport.rule.MarketingThrottled;
import io.sallyport.rule.OptedOut;
import io.sallyport.rule.PolicySettings.StoreFailure;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Ruling;
import io.sallyport.rule.Ruling.Outcome;
import io.sallyport.rule.WindowClosed;
import io.sallyport.template.Category;
import io.sallyport.template.MemoryTemplates;
import io.sallyport.template.ScriptedSource;
import io.sallyport.template.TemplateRegistry;
import io.sallyport.testkit.Plain;
import io.vertx.core.Future;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainSendTest {

  private static final Instant LATER = Instant.parse("2026-10-03T12:00:00Z");
  private static final Grounds CLOSED = new WindowClosed.Closed(null, null);
  private static final Grounds STOPPED = new OptedOut.Stopped(LATER.minusSeconds(90_000));
  private static final Grounds USED =
      new MarketingThrottled.AllowanceUsed(2, LATER.minusSeconds(5), LATER);

  private final ScriptedLedger ledger = new ScriptedLedger();
  private final ScriptedRecords records = new ScriptedRecords();

  private static RateCard card() {
    String csv =
        """
        country,category,price,currency,valid_from
        US,marketing,0.0250,USD,2026-01-01
        US,marketing,0.0300,USD,2026-10-03
        BR,service,0.0068,EUR,2026-10-01
        """;
    try {
      return RateCard.parse(new StringReader(csv));
    } catch (RateCard.Malformed e) {
      throw new UncheckedIOException(new java.io.IOException(e));
    }
  }

  private final Circuits circuits = new Circuits(Instant::now);
  private AccessToken token = new AccessToken("EAAJone", NUMBER.phoneNumberId());

  private Explanation explain(String body) {
    return explain(Endpoint.MESSAGES, body, Map.of());
  }

  private Explanation explain(
      Endpoint endpoint, String body, Map<Reason, Enforcement> enforcement) {
    return new ExplainSend(
            new Deciders(
                WhatsApp.CHANNEL,
                Sends.policies(StoreFailure.ALLOW, enforcement),
                Sends.registry(),
                ledger,
                Plain.shared(new MemoryMessagingLimits(Instant::now)),
                circuits),
            new Tariff(null, card()),
            records)
        .handle(new Draft(NUMBER, endpoint, token, "", body.getBytes(StandardCharsets.UTF_8)))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  private static Outcome outcome(Explanation explanation, Reason reason) {
    return ruling(explanation, reason).outcome();
  }

  private static Ruling ruling(Explanation explanation, Reason reason) {
    return explanation.rulings().stream()
        .filter(it -> it.reason() == reason)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", READ, TEXT})
  void everyRuleIsThereInTheOrderItIsApplied(String body) {
    assertThat(explain(body).rulings())
        .extracting(Ruling::reason)
        .containsExactly(
            Reason.UNKNOWN_NUMBER,
            Reason.TOO_LARGE,
            Reason.INVALID_BODY,
            Reason.UNSUPPORTED_CATEGORY,
            Reason.UNKNOWN_TEMPLATE,
            Reason.TEMPLATE_NOT_APPROVED,
            Reason.TEMPLATE_PAUSED,
            Reason.TEMPLATE_DISABLED,
            Reason.TEMPLATE_PARAMETERS,
            Reason.NOT_MARKETING,
            Reason.NUMBER_RESTRICTED,
            Reason.TOKEN_REFUSED,
            Reason.OPTED_OUT,
            Reason.NO_OPT_IN,
            Reason.WINDOW_CLOSED,
            Reason.MARKETING_THROTTLED,
            Reason.PAIR_RATE,
            Reason.THROUGHPUT,
            Reason.MESSAGING_LIMIT,
            Reason.BUDGET);
  }

  @ParameterizedTest
  @ValueSource(strings = {READ, TEXT})
  void aNumberMetaRefusesIsToldAsASendWouldBe(String body) {
    records.knows(new Window(Window.State.CLOSED, null, null));
    circuits.ended(
        NUMBER.phoneNumberId(),
        () -> token,
        ScriptedUpstream.answer(400, "{\"error\":{\"code\":133010}}"));

    Explanation explanation = explain(body);

    assertThat(explanation.refusing()).isEqualTo(Reason.NUMBER_RESTRICTED);
    Ruling ruling = ruling(explanation, Reason.NUMBER_RESTRICTED);
    assertThat(ruling.because()).contains("133010", "is tried at");
    assertThat(ruling.cure()).isEqualTo("Register the number again.");
    assertThat(outcome(explanation, Reason.TOKEN_REFUSED)).isEqualTo(Outcome.PASS);
  }

  @ParameterizedTest
  @ValueSource(strings = {READ, TEXT})
  void aTokenMetaDoesNotTakeIsToldAsASendWouldBe(String body) {
    records.knows(new Window(Window.State.OPEN, LATER, null));
    circuits.ended(
        NUMBER.phoneNumberId(),
        () -> token,
        ScriptedUpstream.answer(401, "{\"error\":{\"code\":190}}"));

    Explanation explanation = explain(body);

    assertThat(explanation.refusing()).isEqualTo(Reason.TOKEN_REFUSED);
    assertThat(ruling(explanation, Reason.TOKEN_REFUSED).because())
        .contains(token.whose(), "is tried at");
    token = new AccessToken("EAAJtwo", NUMBER.phoneNumberId());
    assertThat(explain(body).refusing()).isNull();
    assertThat(ruling(explain(body), Reason.TOKEN_REFUSED).because())
        .isEqualTo("Meta has not refused " + token.whose() + ".");
  }

  @Test
  void aTokenThatIsNotKnownIsNotRuledOn() {
    token = new AccessToken("", null);

    assertThat(outcome(explain(TEXT), Reason.TOKEN_REFUSED)).isEqualTo(Outcome.NOT_APPLICABLE);
  }

  @Test
  void whatNoRuleRefusesWouldBeForwarded() {
    Window open = new Window(Window.State.OPEN, LATER, null);
    records.knows(open);

    Explanation explanation = explain(SALE);

    assertThat(explanation.refusing()).isNull();
    assertThat(explanation.observed()).isNull();
    assertThat(explanation.sendClass()).isEqualTo(SendClass.TEMPLATE);
    assertThat(explanation.category()).isEqualTo(Category.MARKETING);
    assertThat(explanation.window()).isEqualTo(open);
    assertThat(explanation.rulings()).extracting(Ruling::cure).containsOnlyNulls();
  }

  @Test
  void theRecordsAreAskedOnceOnTheTermsOfTheSendAndTheLedgerNotAtAll() {
    var unused = explain(SALE);

    assertThat(records.asked())
        .singleElement()
        .satisfies(
            asked -> {
              assertThat(asked.phoneNumberId()).isEqualTo(NUMBER.phoneNumberId());
              assertThat(asked.contact()).isEqualTo(CONTACT);
              assertThat(asked.terms().marketing()).isEqualTo(TWO_A_DAY);
              assertThat(asked.terms().needsWindow()).isFalse();
            });
    assertThat(ledger.asked()).isEmpty();
    assertThat(ledger.settled()).isEmpty();
  }

  @Test
  void theFirstEnforcedRuleThatRefusesIsTheReason() {
    records.refuses(USED, STOPPED);

    Explanation explanation = explain(SALE);

    assertThat(explanation.refusing()).isEqualTo(Reason.OPTED_OUT);
    assertThat(explanation.observed()).isNull();
    assertThat(outcome(explanation, Reason.MARKETING_THROTTLED)).isEqualTo(Outcome.REFUSE);
  }

  @Test
  void aRuleThatIsObservedIsNotTheReason() {
    records.refuses(USED, STOPPED);

    Explanation explanation =
        explain(Endpoint.MESSAGES, SALE, Map.of(Reason.OPTED_OUT, Enforcement.OBSERVE));

    assertThat(explanation.refusing()).isEqualTo(Reason.MARKETING_THROTTLED);
    assertThat(explanation.observed()).isEqualTo(Reason.OPTED_OUT);
  }

  @Test
  void aRuleThatIsOffIsNeither() {
    records.refuses(CLOSED);

    Explanation explanation =
        explain(Endpoint.MESSAGES, TEXT, Map.of(Reason.WINDOW_CLOSED, Enforcement.OFF));

    assertThat(explanation.refusing()).isNull();
    assertThat(explanation.observed()).isNull();
    assertThat(outcome(explanation, Reason.WINDOW_CLOSED)).isEqualTo(Outcome.OFF);
  }

  @Test
  void rulesOfMessagesComeBeforeThoseOfContactsAndBothAreTold() {
    records.refuses(CLOSED);

    Explanation explanation = explain(Endpoint.MARKETING_MESSAGES, TEXT, Map.of());

    assertThat(explanation.refusing()).isEqualTo(Reason.NOT_MARKETING);
    assertThat(outcome(explanation, Reason.WINDOW_CLOSED)).isEqualTo(Outcome.REFUSE);
  }

  @Test
  void whatCannotBeReadIsRefusedForThatAlone() {
    Explanation explanation = explain("{\"to\":");

    assertThat(explanation.refusing()).isEqualTo(Reason.INVALID_BODY);
    assertThat(ruling(explanation, Reason.INVALID_BODY).because()).contains("not valid JSON");
    assertThat(ruling(explanation, Reason.INVALID_BODY).cure()).isNotBlank();
    assertThat(explanation.rulings())
        .asInstanceOf(list(Ruling.class))
        .filteredOn(it -> it.outcome() == Outcome.NOT_APPLICABLE)
        .hasSize(17);
    assertThat(explanation.sendClass()).isNull();
    assertThat(explanation.window()).isNull();
    assertThat(explanation.price().isBillable()).isFalse();
    assertThat(records.asked()).isEmpty();
  }

  @Test
  void controlCallsPassForNothing() {
    Explanation explanation = explain(READ);

    assertThat(explanation.refusing()).isNull();
    assertThat(explanation.sendClass()).isEqualTo(SendClass.CONTROL);
    assertThat(explanation.rulings())
        .filteredOn(it -> it.outcome() == Outcome.NOT_APPLICABLE)
        .hasSize(15);
    assertThat(explanation.price()).isEqualTo(Estimate.ofNothing(PricingModel.PER_MESSAGE_SERVICE));
    assertThat(records.asked()).isEmpty();
  }

  @Test
  void aDisabledAccountHoldsControlCallsBack() {
    ledger.says(Future.succeededFuture(true));

    Explanation explanation = explain(READ);

    assertThat(explanation.refusing()).isEqualTo(Reason.NUMBER_RESTRICTED);
    assertThat(ruling(explanation, Reason.NUMBER_RESTRICTED).cure()).isNotNull();
  }

  @Test
  void theNumberAndTheSizePassBeforeTheBodyIsRead() {
    Explanation explanation = explain("{}");

    assertThat(ruling(explanation, Reason.UNKNOWN_NUMBER).because())
        .isEqualTo("106540352242922 is a configured number of WABA 102290129340398.");
    assertThat(ruling(explanation, Reason.TOO_LARGE).because()).contains("2 bytes");
  }

  @Test
  void itFailsWhenTheRecordsCannotBeAskedWhateverThePolicy() {
    records.fails();

    assertThatThrownBy(() -> explain(TEXT)).hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void aChargedSendCostsTheDaysPriceOfItsCountryAndCategory() {
    assertThat(explain(SALE).price())
        .isEqualTo(
            new Estimate(
                PricingModel.PER_MESSAGE_SERVICE,
                Category.MARKETING,
                "US",
                Charge.REGULAR,
                new BigDecimal("0.0250"),
                "USD"));
    records.isAskedAt(Instant.parse("2026-10-03T00:00:00Z"));
    assertThat(explain(SALE).price().amount()).isEqualByComparingTo("0.03");
  }

  @ParameterizedTest
  @EnumSource(value = Charge.class, names = "REGULAR", mode = EnumSource.Mode.EXCLUDE)
  void aFreeSendCostsNothing(Charge charge) {
    records.charges(charge);

    Estimate price = explain(SALE).price();

    assertThat(price.isBillable()).isFalse();
    assertThat(price.charge()).isEqualTo(charge);
    assertThat(price.amount()).isEqualByComparingTo("0");
    assertThat(price.currency()).isEqualTo("USD");
  }

  @Test
  void withoutARowOfTheCardTheAmountIsNotKnown() {
    Estimate price = explain(TEXT).price();

    assertThat(price.isBillable()).isTrue();
    assertThat(price.category()).isEqualTo(Category.SERVICE);
    assertThat(price.amount()).isNull();
    assertThat(price.currency()).isNull();
  }

  @Test
  void aNameWithoutACountryHasThatOfTheNameItIsKeptUnder() {
    records.keepsUnder(new Contact("5511955501234"));

    Estimate price =
        explain("{\"to\":\"GROUPofSOME\",\"recipient_type\":\"group\",\"type\":\"text\"}").price();

    assertThat(price.country()).isEqualTo("BR");
    assertThat(price.currency()).isEqualTo("EUR");
    assertThat(explain(TEXT).price().country()).isEqualTo("US");
  }

  @Test
  void aTemplateNobodyKnowsIsAskedForAtMetaAsASendWould() {
    ScriptedSource meta = new ScriptedSource();
    ExplainSend explainSend =
        new ExplainSend(
            new Deciders(
                WhatsApp.CHANNEL,
                Sends.policies(StoreFailure.REJECT, Map.of()),
                new TemplateRegistry(meta, new MemoryTemplates(), Duration.ofSeconds(10)),
                ledger,
                Plain.shared(new MemoryMessagingLimits(Instant::now)),
                circuits),
            new Tariff(null, card()),
            records);

    Future<Explanation> explaining =
        explainSend.handle(
            new Draft(
                NUMBER,
                Endpoint.MESSAGES,
                token,
                "",
                template("brand_new").getBytes(StandardCharsets.UTF_8)));
    assertThat(explaining.isComplete()).isFalse();
    meta.answer();

    Explanation explanation = explaining.result();
    assertThat(explanation.refusing()).isEqualTo(Reason.UNKNOWN_TEMPLATE);
    assertThat(explanation.category()).isNull();
    assertThat(explanation.price().category()).isNull();
    assertThat(explanation.price().amount()).isNull();
    assertThat(meta.questions()).isEqualTo(1);
    assertThat(List.of(outcome(explanation, Reason.TEMPLATE_PAUSED)))
        .containsExactly(Outcome.NOT_APPLICABLE);
  }
}
