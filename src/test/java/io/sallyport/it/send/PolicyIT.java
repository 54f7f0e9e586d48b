package io.sallyport.it.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.World;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The owner of the numbers decides otherwise than by default. */
@QuarkusIntegrationTest
@WithTestResource(
    value = World.class,
    initArgs = {
      @ResourceArg(name = "sallyport.policy.unknown-window", value = "allow"),
      @ResourceArg(name = "sallyport.policy.window-margin", value = "60s"),
      @ResourceArg(name = "sallyport.policy.direct-send", value = "utility"),
      @ResourceArg(
          name = "sallyport.policy.supported-categories",
          value = "UTILITY,MARKETING,AUTHENTICATION"),
      @ResourceArg(name = "sallyport.policy.marketing.max", value = "3"),
      @ResourceArg(name = "sallyport.policy.marketing.window", value = "8s"),
      @ResourceArg(name = "sallyport.policy.max-body-size", value = "2K"),
      @ResourceArg(name = "sallyport.policy.on-store-failure", value = "allow"),
      @ResourceArg(name = "sallyport.policy.enforcement.\"webhook_override\"", value = "off"),
    })
class PolicyIT extends Scenario {
  private static final Duration DAY = Duration.ofHours(24);

  @Test
  void letsFreeFormIntoAnUnknownWindow() {
    Answer answer = gateway().post(Gateway.messages(World.QUIET_NUMBER), Bodies.text(newContact()));

    assertThat(answer.assertForwarded().header("Sallyport-Window")).isEqualTo("unknown");
    assertThat(answer.header("Sallyport-Window-Expires")).isNull();
  }

  @Test
  void letsACallMoveWebhooksElsewhere() {
    String subscribe = "/v23.0/" + World.WABA + "/subscribed_apps";
    JsonObject body = JsonObject.of("override_callback_uri", "https://crm.example/hook");

    Answer answer = gateway().post(subscribe, body);

    assertThat(answer.header("Sallyport-Decision")).isNull();
    assertThat(twin().requests())
        .filteredOn(one -> one.path().equals(subscribe))
        .extracting(one -> one.body().toString())
        .containsExactly(body.encode());
  }

  @Test
  void stillRefusesFreeFormInAClosedWindow() {
    gateway()
        .send(Bodies.text(contactWithClosedWindow()))
        .assertRefused(400, 131047, "window_closed");
  }

  @Test
  void closesTheWindowByTheMarginEarlier() {
    String nearlyOver = newContact();
    String open = newContact();
    Instant wroteAt = now().minus(DAY).plusSeconds(90);

    wrote(nearlyOver, now().minus(DAY).plusSeconds(50));
    wrote(open, wroteAt);

    Answer refused = gateway().send(Bodies.text(nearlyOver));
    refused.assertRefused(400, 131047, "window_closed");
    assertThat(refused.header("Sallyport-Window")).isEqualTo("closed");
    assertThat(
            gateway().send(Bodies.text(open)).assertForwarded().header("Sallyport-Window-Expires"))
        .isEqualTo(wroteAt.plus(DAY).minusSeconds(60).toString());
  }

  @Test
  void letsADirectSendOutOfTheWindow() {
    String contact = contactWithClosedWindow();

    Answer utility = gateway().send(Bodies.text(contact).put("category", "utility"));
    Answer service = gateway().send(Bodies.text(contact).put("category", "service"));

    assertThat(utility.assertForwarded().header("Sallyport-Category")).isEqualTo("utility");
    service.assertRefused(400, 131047, "window_closed");
  }

  @Test
  void sendsTheCategoriesThatAreSupported() {
    Answer answer =
        gateway()
            .send(
                Bodies.template(
                    newContact(),
                    "login_code",
                    "en_US",
                    Bodies.body("123456"),
                    Bodies.urlButton(0, "123456")));

    assertThat(answer.assertForwarded().header("Sallyport-Category")).isEqualTo("authentication");
  }

  @Test
  void countsMarketingAnewWhenItsConversationIsOver() {
    String contact = newContact();
    for (int i = 0; i < 3; i++) {
      gateway().send(Bodies.marketing(contact)).assertForwarded();
    }
    Answer fourth = gateway().send(Bodies.marketing(contact));

    fourth.assertRefused(400, 131049, "marketing_throttled");
    sleepUntil(fourth.nextAt());

    gateway().send(Bodies.marketing(contact)).assertForwarded();
    assertThat(reachedMeta(contact)).hasSize(4);
  }

  @Test
  void refusesABodyOverTheConfiguredLimit() {
    String text = "a".repeat(2048);

    gateway()
        .send(Bodies.text(contactWithOpenWindow(), text))
        .assertRefused(413, 100, "too_large")
        .contains("2048");
  }

  @Test
  void forwardsWhatItCannotDecideWhenTheOwnerWantsThat() {
    String contact = contactWithClosedWindow();
    world.store().stop();
    try {
      Answer text = gateway().send(Bodies.text(contact));
      Answer marketing = gateway().send(Bodies.marketing(contact));

      assertThat(text.assertForwarded().header("Sallyport-Window")).isEqualTo("unknown");
      marketing.assertForwarded();
      assertThat(reachedMeta(contact)).hasSize(2);
    } finally {
      world.store().start();
    }
  }
}
