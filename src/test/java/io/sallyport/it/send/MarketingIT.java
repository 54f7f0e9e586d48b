package io.sallyport.it.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.World;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two marketing templates per marketing conversation, no third until the contact replies. */
@QuarkusIntegrationTest
@WithTestResource(World.class)
class MarketingIT extends Scenario {

  @Test
  void letsExactlyTheAllowanceOutOfFiftyAtOnce() {
    String contact = newContact();

    List<CompletableFuture<Answer>> calls =
        Stream.generate(() -> gateway().sendLater(Bodies.marketing(contact))).limit(50).toList();
    List<Answer> answers = calls.stream().map(CompletableFuture::join).toList();

    assertThat(answers.stream().filter(it -> it.status() == 200)).hasSize(2);
    assertThat(reachedMeta(contact)).hasSize(2);
    answers.stream()
        .filter(it -> it.status() != 200)
        .forEach(it -> it.assertRefused(400, 131049, "marketing_throttled"));
  }

  @Test
  void refusesTheThirdAndTellsWhenTheNextIsPossible() {
    String contact = newContact();
    Instant start = now();

    Answer first = gateway().send(Bodies.marketing(contact)).assertForwarded();
    gateway().send(Bodies.marketing(contact)).assertForwarded();
    Answer third = gateway().send(Bodies.marketing(contact));

    assertThat(first.header("Sallyport-Category")).isEqualTo("marketing");
    Instant next = third.nextAt();
    third.assertRefused(400, 131049, "marketing_throttled").contains("2 ", next.toString());
    assertThat(next.minus(Duration.ofHours(24))).isBetween(start, start.plusSeconds(5));
    assertThat(third.header("Sallyport-Category")).isEqualTo("marketing");
    assertThat(reachedMeta(contact)).hasSize(2);
  }

  @Test
  void countsMarketingOverBothEdgesTogether() {
    String contact = newContact();
    String edge = "/v23.0/" + World.NUMBER + "/marketing_messages";

    gateway().post(edge, Bodies.marketing(contact)).assertForwarded();
    gateway().send(Bodies.marketing(contact)).assertForwarded();

    gateway()
        .post(edge, Bodies.marketing(contact))
        .assertRefused(400, 131049, "marketing_throttled");
  }

  @Test
  void letsUtilityThroughWhenTheAllowanceIsUsedUp() {
    String contact = contactWhoseAllowanceIsUsedUp();

    gateway().send(Bodies.utility(contact)).assertForwarded();
  }

  @Test
  void countsAnewAfterAReply() {
    String contact = contactWhoseAllowanceIsUsedUp();
    Instant reply = now();

    wrote(contact, reply);
    closeWindow(contact, reply);

    sleepUntil(reply.plusSeconds(1));
    assertRemaining(contact, 2);
  }

  /**
   * Whole seconds are all there is, and the benefit of the doubt is the contact's
   * (limits.md#marketing).
   */
  @Test
  void takesAMessageOfTheSameSecondForAReply() {
    String contact;
    Instant second;
    do {
      contact = newContact();
      second = now();
      useUpAllowance(contact);
    } while (!now().equals(second));

    wrote(contact, second);
    closeWindow(contact, second);

    sleepUntil(second.plusSeconds(1));
    assertRemaining(contact, 2);
  }

  @Test
  void doesNotCountAnewAfterAMessageOfBeforeTheLastSend() {
    String contact = newContact();
    Instant before = now().minusSeconds(30);
    useUpAllowance(contact);

    wrote(contact, before);
    closeWindow(contact, before);

    assertRemaining(contact, 0);
  }

  @Test
  void doesNotCountAnewAfterARedeliveredMessage() {
    String contact = newContact();
    Instant dayBefore = now().minus(Duration.ofHours(25));
    wrote(contact, dayBefore);
    useUpAllowance(contact);

    wrote(contact, dayBefore);
    wrote(contact, dayBefore);

    assertRemaining(contact, 0);
  }

  /**
   * To change a message or take it back is no reply
   * (platform-facts.md#changed-and-withdrawn-messages).
   */
  @ParameterizedTest
  @ValueSource(strings = {"edit", "revoke"})
  void doesNotCountAnewAfterWhatWasChangedOrTakenBack(String type) {
    String contact = contactWhoseAllowanceIsUsedUp();

    tell(Events.inbound(World.NUMBER, JsonObject.of("from", contact), type, now()));

    gateway().send(Bodies.marketing(contact)).assertRefused(400, 131049, "marketing_throttled");
  }

  /** The one who wrote STOP and came back does not leave again by mending the old message. */
  @Test
  void isNotStoppedASecondTimeByAnEdit() {
    String contact = newContact();
    Instant stop = now().minusSeconds(60);
    tell(keyword(contact, "STOP", stop), keyword(contact, "START", stop.plusSeconds(30)));

    JsonObject text = JsonObject.of("body", "STOP");
    JsonObject edit = Events.message(JsonObject.of("from", contact), "edit", now());
    edit.put("text", text).put("edit", JsonObject.of("message", JsonObject.of("text", text)));
    tell(Events.messages(World.NUMBER, edit));

    gateway().send(Bodies.marketing(contact)).assertForwarded();
  }

  private static JsonObject keyword(String contact, String word, Instant at) {
    JsonObject message = Events.message(JsonObject.of("from", contact), "text", at);
    return Events.messages(World.NUMBER, message.put("text", JsonObject.of("body", word)));
  }

  @Test
  void doesNotCountWhileTheWindowIsOpen() {
    String contact = newContact();
    Instant wroteAt = now();
    wrote(contact, wroteAt);

    for (int i = 0; i < 5; i++) {
      Answer answer = gateway().send(Bodies.marketing(contact)).assertForwarded();
      assertThat(answer.header("Sallyport-Window")).isEqualTo("open");
    }
    closeWindow(contact, wroteAt);

    sleepUntil(wroteAt.plusSeconds(1));
    assertRemaining(contact, 2);
  }

  @Test
  void givesTheSlotBackOfAMessageThatFailedLater() {
    String contact = newContact();
    String failing = gateway().send(Bodies.marketing(contact)).assertForwarded().wamid();
    gateway().send(Bodies.marketing(contact)).assertForwarded();

    tell(Events.failed(contact, failing, 131026, now()));
    tell(Events.failed(contact, failing, 131026, now()));

    assertRemaining(contact, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sent", "delivered", "read"})
  void keepsTheSlotOfAMessageThatArrived(String status) {
    String contact = newContact();
    String wamid = gateway().send(Bodies.marketing(contact)).assertForwarded().wamid();

    tell(Events.statuses(Events.status(contact, wamid, status, now())));

    assertRemaining(contact, 1);
  }

  @Test
  void restsADayAfterMetaChoseNotToDeliver() {
    String contact = newContact();
    Instant at = now().minus(Duration.ofHours(2));
    String wamid = Events.newWamid();

    tell(Events.failed(contact, wamid, 131049, at));
    Answer afterOne = gateway().send(Bodies.marketing(contact));
    tell(Events.failed(contact, wamid, 131049, at));
    Answer afterItsRepetition = gateway().send(Bodies.marketing(contact));

    afterOne.assertRefused(400, 131049, "marketing_throttled").contains(at.toString(), "131049");
    assertThat(afterOne.nextAt()).isEqualTo(at.plus(Duration.ofHours(24)));
    assertThat(afterItsRepetition.nextAt()).isEqualTo(at.plus(Duration.ofHours(24)));
    gateway().send(Bodies.utility(contact)).assertForwarded();
  }

  @Test
  void restsTwiceAsLongAfterEachFurtherMessageUpToAWeek() {
    String contact = newContact();
    Instant at = now().minus(Duration.ofHours(10));

    for (int hours : new int[] {24, 48, 96, 168, 168}) {
      at = at.plus(Duration.ofHours(1));
      tell(Events.failed(contact, Events.newWamid(), 131049, at));

      assertThat(gateway().send(Bodies.marketing(contact)).nextAt())
          .isEqualTo(at.plus(Duration.ofHours(hours)));
    }
    assertThat(reachedMeta(contact)).isEmpty();
  }

  @Test
  void restsNoLongerOnceTheContactWrites() {
    String contact = newContact();
    Instant failedAt = now().minusSeconds(60);
    tell(Events.failed(contact, Events.newWamid(), 131049, failedAt));
    gateway().send(Bodies.marketing(contact)).assertRefused(400, 131049, "marketing_throttled");

    wrote(contact, now());

    gateway().send(Bodies.marketing(contact)).assertForwarded();
  }

  @Test
  void refusesMarketingAfterAStopUntilTheContactResumes() {
    String contact = contactWithOpenWindow();
    Instant stop = now().minusSeconds(100);

    tell(Events.preference(contact, "stop", stop));
    Answer stopped = gateway().send(Bodies.marketing(contact));
    tell(Events.preference(contact, "resume", stop.minusSeconds(1)));
    Answer olderResume = gateway().send(Bodies.marketing(contact));
    tell(Events.preference(contact, "resume", stop.plusSeconds(1)));

    stopped.assertRefused(400, 131050, "opted_out").contains(stop.toString());
    olderResume.assertRefused(400, 131050, "opted_out");
    gateway().send(Bodies.marketing(contact)).assertForwarded();
    tell(Events.preference(contact, "stop", stop));
    gateway().send(Bodies.marketing(contact)).assertForwarded();
  }

  @Test
  void takesASignUpInTheAppForAnOptIn() {
    String contact = newContact();
    Instant stop = now().minusSeconds(100);

    tell(Events.preference(contact, "stop", stop));
    tell(Events.preference(contact, "signup", stop.minusSeconds(1)));
    Answer olderSignUp = gateway().send(Bodies.marketing(contact));
    tell(Events.preference(contact, "signup", stop.plusSeconds(1)));

    olderSignUp.assertRefused(400, 131050, "opted_out");
    gateway().send(Bodies.marketing(contact)).assertForwarded();
    assertThat(consent(contact))
        .isEqualTo(
            JsonObject.of("state", "opt_in", "source", "meta")
                .put("at", stop.plusSeconds(1).toString()));
  }

  @Test
  void countsAChoiceItDoesNotKnowAndChangesNothing() {
    String contact = newContact();
    double before = unknownPreferences();

    tell(Events.preference(contact, "pause", now()));

    assertThat(unknownPreferences()).isEqualTo(before + 1);
    assertThat(consent(contact).getString("state")).isEqualTo("none");
  }

  private JsonObject consent(String contact) {
    return gateway()
        .get("/sallyport/v1/numbers/" + World.NUMBER + "/contacts/" + contact)
        .json()
        .getJsonObject("consent");
  }

  private double unknownPreferences() {
    return gateway()
        .manage("/q/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith("sallyport_preferences_unknown_total"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  @Test
  void sendsEverythingElseToAContactWhoStoppedMarketing() {
    String contact = contactWithOpenWindow();

    tell(Events.preference(contact, "stop", now()));

    gateway().send(Bodies.utility(contact)).assertForwarded();
    gateway().send(Bodies.text(contact)).assertForwarded();
  }

  @Test
  void takesMetas131050ForAStop() {
    String contact = newContact();
    Instant at = now().minusSeconds(10);

    tell(Events.failed(contact, Events.newWamid(), 131050, at));
    Answer stopped = gateway().send(Bodies.marketing(contact));
    tell(Events.preference(contact, "resume", at.plusSeconds(1)));

    stopped.assertRefused(400, 131050, "opted_out").contains(at.toString());
    gateway().send(Bodies.marketing(contact)).assertForwarded();
  }

  private String contactWhoseAllowanceIsUsedUp() {
    String contact = newContact();
    useUpAllowance(contact);
    return contact;
  }

  private void useUpAllowance(String contact) {
    gateway().send(Bodies.marketing(contact)).assertForwarded();
    gateway().send(Bodies.marketing(contact)).assertForwarded();
  }

  /** Otherwise marketing would pass uncounted for a day. */
  private void closeWindow(String contact, Instant at) {
    tell(Events.failed(contact, Events.newWamid(), 131047, at));
  }

  private void assertRemaining(String contact, int sends) {
    for (int i = 0; i < sends; i++) {
      gateway().send(Bodies.marketing(contact)).assertForwarded();
    }
    gateway().send(Bodies.marketing(contact)).assertRefused(400, 131049, "marketing_throttled");
  }
}
