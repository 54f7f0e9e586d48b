package io.sallyport.it.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.World;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Meta's limits, enforced before Meta would. */
@QuarkusIntegrationTest
@WithTestResource(
    value = World.class,
    initArgs = {
      @ResourceArg(
          name = "sallyport.numbers.\"" + LimitsIT.SLOW_NUMBER + "\".throughput",
          value = "10"),
      @ResourceArg(
          name = "sallyport.numbers.\"" + LimitsIT.SLOW_NUMBER + "\".portfolio",
          value = "shop"),
      @ResourceArg(
          name = "sallyport.numbers.\"" + LimitsIT.SMALL_NUMBER + "\".messaging-limit",
          value = "3"),
      @ResourceArg(
          name = "sallyport.numbers.\"" + LimitsIT.SMALL_NUMBER + "\".portfolio",
          value = "small"),
    })
class LimitsIT extends Scenario {

  static final String SLOW_NUMBER = "106540352242923";
  static final String SMALL_NUMBER = "106540352242924";

  @Test
  void aContactIsWrittenToFortyFiveTimesAndThenEverySixSeconds() {
    String contact = contactWithOpenWindow();
    Instant start = Instant.now();
    int sent = 0;
    Answer answer = gateway().send(Bodies.text(contact));
    while (answer.status() == 200) {
      sent++;
      assertThat(answer.assertForwarded().header("RateLimit-Limit")).isEqualTo("45");
      assertThat(Integer.parseInt(answer.header("RateLimit-Remaining")))
          .isBetween(45 - sent, 45 - sent + sixSeconds(start));
      answer = gateway().send(Bodies.text(contact));
    }
    assertThat(sent).isBetween(45, 45 + sixSeconds(start));
    Answer refused = answer;

    refused.assertRefused(400, 131056, "pair_rate").contains("every 6 seconds", "possible at");
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 6);
    assertThat(refused.header("Sallyport-Next-At")).isNull();
    assertThat(refused.header("RateLimit-Remaining")).isEqualTo("0");
    assertThat(reachedMeta(contact)).hasSize(sent);
  }

  /** How many are over: so many more may have been sent meanwhile. */
  private static int sixSeconds(Instant start) {
    return (int) Duration.between(start, Instant.now()).dividedBy(Duration.ofSeconds(6));
  }

  @Test
  void aNumberSendsASecondsWorthAtOnce() {
    long start = System.nanoTime();
    List<CompletableFuture<Answer>> sends =
        Stream.generate(() -> gateway().sendLater(SLOW_NUMBER, Bodies.utility(newContact())))
            .limit(200)
            .toList();
    List<Answer> answers = sends.stream().map(CompletableFuture::join).toList();
    double seconds = (System.nanoTime() - start) / 1e9;

    assertThat(answers)
        .filteredOn(answer -> answer.status() == 200)
        .hasSizeBetween(10, 10 + (int) Math.ceil(seconds * 10));
    Answer refused = answers.stream().filter(it -> it.status() != 200).findFirst().orElseThrow();
    refused.assertRefused(429, 130429, "throughput").contains("10 messages per second");
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    assertThat(refused.header("RateLimit-Limit")).isEqualTo("10");
  }

  @Test
  void aPortfolioReachesSoManyContactsAndAnswersAll() {
    tell(Events.inbound(SMALL_NUMBER, JsonObject.of("from", newContact()), "text", Instant.now()));
    String first = newContact();
    String wamid = small(Bodies.utility(first)).assertForwarded().wamid();
    small(Bodies.utility(newContact())).assertForwarded();
    small(Bodies.utility(newContact())).assertForwarded();
    String fourth = newContact();

    Answer refused = small(Bodies.utility(fourth));
    refused
        .assertRefused(400, 131048, "messaging_limit")
        .contains("3 contacts", "Replies", "possible at");
    assertThat(refused.header("Sallyport-Next-At")).isNull();
    small(Bodies.utility(first)).assertForwarded();
    JsonObject explained =
        gateway()
            .post("/sallyport/v1/numbers/" + SMALL_NUMBER + "/explain", Bodies.utility(fourth))
            .json();
    assertThat(explained.getString("reason")).isEqualTo("messaging_limit");

    String writer = newContact();
    tell(Events.inbound(SMALL_NUMBER, JsonObject.of("from", writer), "text", Instant.now()));
    small(Bodies.utility(writer)).assertForwarded();
    assertThat(small(Bodies.utility(fourth)).status()).isEqualTo(400);
    assertThat(wamid).isNotNull();
    assertThat(reachedMeta(fourth)).isEmpty();
  }

  private Answer small(JsonObject body) {
    return gateway().post(Gateway.messages(SMALL_NUMBER), body);
  }
}
