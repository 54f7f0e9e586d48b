package io.sallyport.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contact.Window;
import io.sallyport.policy.BusinessNumber;
import io.sallyport.policy.Endpoint;
import io.sallyport.policy.Policies;
import io.sallyport.policy.PolicySettings;
import io.sallyport.policy.PolicySettings.DirectSend;
import io.sallyport.policy.PolicySettings.Marketing;
import io.sallyport.policy.PolicySettings.StoreFailure;
import io.sallyport.policy.PolicySettings.UnknownWindow;
import io.sallyport.policy.Reason;
import io.sallyport.pricing.Charge;
import io.sallyport.pricing.RateCard;
import io.sallyport.pricing.Tariff;
import io.sallyport.template.Category;
import io.sallyport.template.MemoryTemplates;
import io.sallyport.template.ScriptedSource;
import io.sallyport.template.Template;
import io.sallyport.template.TemplateRegistry;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
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
      new BusinessNumber("106540352242922", "102290129340398", true, null);

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
          new Policies(
              new PolicySettings(
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
          new RecordedKeys(),
          new MemoryReach(Instant::now),
          new Circuits(Instant::now),
          upstream);

  @BeforeEach
  void theContactMayBeWrittenTo() {
    ledger.says(
        new Verdict.Admitted(
            new Window(Window.State.CLOSED, null, null),
            Sends.reservation("slot", false, null),
            null,
            Charge.REGULAR));
  }

  private UniAssertSubscriber<Decision> send() {
    String body =
        "{\"to\":\"16505551234\",\"template\":{\"name\":\"brand_new\","
            + "\"language\":{\"code\":\"en_US\"}}}";
    return sendMessage
        .handle(
            new Send(
                NUMBER,
                Endpoint.MESSAGES,
                "/106540352242922/messages",
                List.of(),
                body.getBytes(StandardCharsets.UTF_8)))
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  private static void assertUnknown(UniAssertSubscriber<Decision> send) {
    assertThat(send.assertCompleted().getItem().ending())
        .isInstanceOfSatisfying(
            Ending.Refused.class,
            refused -> assertThat(refused.refusal().reason()).isEqualTo(Reason.UNKNOWN_TEMPLATE));
  }

  @Test
  void waitsForMetaAndLeavesIfMetaHasIt() {
    UniAssertSubscriber<Decision> first = send();
    UniAssertSubscriber<Decision> second = send();
    first.assertNotTerminated();

    meta.answer(NEW);

    assertThat(first.assertCompleted().getItem().ending()).isEqualTo(new Ending.Outcome.NotSent());
    second.assertCompleted();
    assertThat(upstream.sent()).hasSize(2);
    assertThat(meta.questions()).isEqualTo(1);
  }

  @Test
  void isRefusedIfMetaHasItNotAndMetaIsNotAskedAgainSoon() {
    UniAssertSubscriber<Decision> send = send();
    meta.answer();

    assertUnknown(send);
    assertUnknown(send());
    assertThat(meta.questions()).isEqualTo(1);
    assertThat(upstream.sent()).isEmpty();
    assertThat(ledger.asked()).isEmpty();
  }

  @Test
  void isRefusedIfMetaCannotBeAsked() {
    UniAssertSubscriber<Decision> send = send();
    meta.fail();

    assertUnknown(send);
    assertThat(upstream.sent()).isEmpty();
  }
}
