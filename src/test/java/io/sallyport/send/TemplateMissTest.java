package io.sallyport.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.channel.WhatsApp;
import io.sallyport.circuit.Circuits;
import io.sallyport.contact.Window;
import io.sallyport.ledger.MemoryMessagingLimits;
import io.sallyport.ledger.RecordedKeys;
import io.sallyport.message.Outcome;
import io.sallyport.pricing.Charge;
import io.sallyport.pricing.RateCard;
import io.sallyport.pricing.Tariff;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.Endpoint;
import io.sallyport.rule.Policies;
import io.sallyport.rule.PolicySettings.DirectSend;
import io.sallyport.rule.PolicySettings.Marketing;
import io.sallyport.rule.PolicySettings.StoreFailure;
import io.sallyport.rule.PolicySettings.UnknownWindow;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Rules;
import io.sallyport.template.Category;
import io.sallyport.template.MemoryTemplates;
import io.sallyport.template.ScriptedSource;
import io.sallyport.template.Template;
import io.sallyport.template.TemplateRegistry;
import io.sallyport.testkit.Plain;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A send that names a template nobody knows yet. */
class TemplateMissTest {

  private static final BusinessNumber NUMBER =
      Plain.number("106540352242922", "102290129340398", true, null);

  private static final Template NEW =
      new Template(
          new Template.Key("brand_new", "en_US"),
          Category.UTILITY,
          Template.APPROVED,
          null,
          null,
          null);

  private final ScriptedSource meta = new ScriptedSource();
  private final ScriptedLedger ledger = new ScriptedLedger();
  private final ScriptedUpstream upstream = new ScriptedUpstream();
  private final SendMessage sendMessage =
      new SendMessage(
          new Deciders(
              WhatsApp.CHANNEL,
              new Policies(
                  Rules.OF_WHATSAPP,
                  Plain.settings(
                      Set.of(Category.UTILITY),
                      UnknownWindow.REJECT,
                      Duration.ZERO,
                      DirectSend.OFF,
                      StoreFailure.REJECT,
                      false,
                      Map.of(),
                      new Marketing(2, Duration.ofHours(24), true, Duration.ZERO)),
                  new Tariff(null, RateCard.EMPTY)),
              new TemplateRegistry(meta, new MemoryTemplates(), Duration.ofSeconds(10)),
              ledger,
              Plain.shared(new MemoryMessagingLimits(Instant::now)),
              new Circuits(Instant::now)),
          new RecordedKeys(),
          upstream);

  @BeforeEach
  void theContactMayBeWrittenTo() {
    ledger.says(
        Plain.admitted(
            new Window(Window.State.CLOSED, null, null),
            Sends.reservation("slot", false, null),
            null,
            Charge.REGULAR));
  }

  private Future<Decision> send() {
    String body =
        "{\"to\":\"16505551234\",\"template\":{\"name\":\"brand_new\","
            + "\"language\":{\"code\":\"en_US\"}}}";
    return sendMessage.handle(
        Plain.send(
            NUMBER,
            Endpoint.MESSAGES,
            "/106540352242922/messages",
            List.of(),
            body.getBytes(StandardCharsets.UTF_8)));
  }

  private static void assertUnknown(Future<Decision> send) {
    assertThat(send.result().result())
        .isInstanceOfSatisfying(
            Result.Refused.class,
            refused -> assertThat(refused.refusal().reason()).isEqualTo(Reason.UNKNOWN_TEMPLATE));
  }

  @Test
  void waitsForMetaAndLeavesIfMetaHasIt() {
    Future<Decision> first = send();
    Future<Decision> second = send();
    assertThat(first.isComplete()).isFalse();

    meta.answer(NEW);

    assertThat(first.result().outcome()).isEqualTo(new Outcome.NotSent());
    assertThat(second.succeeded()).isTrue();
    assertThat(upstream.sent()).hasSize(2);
    assertThat(meta.questions()).isEqualTo(1);
  }

  @Test
  void isRefusedIfMetaHasItNotAndMetaIsNotAskedAgainSoon() {
    Future<Decision> send = send();
    meta.answer();

    assertUnknown(send);
    assertUnknown(send());
    assertThat(meta.questions()).isEqualTo(1);
    assertThat(upstream.sent()).isEmpty();
    assertThat(ledger.asked()).isEmpty();
  }

  @Test
  void isRefusedIfMetaCannotBeAsked() {
    Future<Decision> send = send();
    meta.fail();

    assertUnknown(send);
    assertThat(upstream.sent()).isEmpty();
  }
}
