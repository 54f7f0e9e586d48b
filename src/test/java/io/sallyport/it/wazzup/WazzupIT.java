package io.sallyport.it.wazzup;

import static io.sallyport.it.wazzup.WazzupWorld.forwarded;
import static io.sallyport.it.wazzup.WazzupWorld.refused;
import static io.sallyport.it.wazzup.WazzupWorld.text;
import static io.sallyport.twin.wazzup.WazzupOptions.GRAY;
import static io.sallyport.twin.wazzup.WazzupOptions.INSTAGRAM;
import static io.sallyport.twin.wazzup.WazzupOptions.TELEGRAM;
import static io.sallyport.twin.wazzup.WazzupOptions.WAPI;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Scenario;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers that are connected through Wazzup: who is written to, how often, and once. */
class WazzupIT {

  @TempDir static Path directory;
  private static WazzupWorld world;

  private final String contact = WazzupWorld.newContact();
  private final String crmMessageId = UUID.randomUUID().toString();

  @BeforeAll
  static void start() {
    world = new WazzupWorld(directory, Map.of());
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private Answer send() {
    return world.send(text(GRAY, contact));
  }

  private JsonObject once() {
    return text(GRAY, contact).put("crmMessageId", crmMessageId);
  }

  private void settled(int messages) {
    Scenario.await()
        .until(
            () ->
                world.taken(contact).size() == messages
                    && world.taken(contact).stream()
                        .noneMatch(
                            one -> one.status().equals("new") || one.status().equals("sent")));
  }

  private void fails(String code) {
    String id = world.taken(contact).get(world.taken(contact).size() - 1).id();
    fails(id, code, Instant.now());
  }

  private static void fails(String id, String code, Instant at) {
    JsonObject status =
        JsonObject.of("messageId", id, "timestamp", at.toString(), "status", "error")
            .put("error", JsonObject.of("error", code, "description", "told by a test"));
    assertThat(world.wazzup.tell(JsonObject.of("statuses", JsonArray.of(status)))).isEqualTo(200);
  }

  @Test
  void whoNeverWroteIsNotWrittenToAndWhoWroteIsByTheSameBytes() {
    refused(send(), "first_contact", "MESSAGES_NOT_TEXT_FIRST");
    assertThat(world.taken(contact)).isEmpty();

    world.wrote(GRAY, contact);
    Answer answer = forwarded(send());

    assertThat(answer.json().getString("messageId")).isEqualTo(world.taken(contact).get(0).id());
    assertThat(answer.header("Sallyport-Window")).isNull();
    assertThat(world.wazzup.calls())
        .anySatisfy(
            call -> {
              assertThat(call.body()).isEqualTo(text(GRAY, contact).encode());
              assertThat(call.authorization()).isEqualTo("Bearer dev-wazzup-key");
              assertThat(call.path()).isEqualTo("/v3/message");
            });
  }

  @Test
  void theMessageAfterThreeWithoutAnAnswerIsRefusedUntilThereIsOne() {
    world.wrote(GRAY, contact);
    for (int i = 0; i < 3; i++) {
      forwarded(send());
    }
    refused(send(), "unanswered", "MESSAGES_IS_SPAM");

    // The phone ends nothing, and counts nothing.
    assertThat(world.wazzup.phone(GRAY, contact, "From the phone")).isEqualTo(200);
    refused(send(), "unanswered", "MESSAGES_IS_SPAM");
    world.wrote(GRAY, contact);
    forwarded(send());
  }

  @Test
  void whatWasNotDeliveredDoesNotCount() {
    world.wrote(GRAY, contact);
    for (int i = 0; i < 3; i++) {
      forwarded(send());
    }
    refused(send(), "unanswered", "MESSAGES_IS_SPAM");
    settled(3);
    fails("BAD_CONTACT");
    fails("BAD_CONTACT");

    forwarded(send());
    refused(send(), "unanswered", "MESSAGES_IS_SPAM");
  }

  @Test
  void whatWazzupRefusesCountsNothingAndIsAnsweredAsItIs() {
    world.wrote(GRAY, contact);
    JsonObject wrong = text(GRAY, contact).put("contentUri", "https://files.example.com/a.jpg");
    for (int i = 0; i < 4; i++) {
      Answer answer = world.send(wrong);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.header("Sallyport-Decision")).isEqualTo("forwarded");
      assertThat(answer.json().getString("error")).isEqualTo("MESSAGE_ONLY_TEXT_OR_CONTENT");
    }
    forwarded(send());
  }

  @Test
  void freeTextNeedsAWindowOnMetasWhatsAppAndATemplateDoesNot() {
    refused(world.send(text(WAPI, contact)), "window_closed", "24_HOURS_EXCEEDED");
    JsonObject template = text(WAPI, contact).put("text", "@template: 5 { [[Sam]] }");
    forwarded(world.send(template));
    template.remove("text");
    forwarded(world.send(template.put("templateId", "5")));

    String yesterday = Instant.now().minus(Duration.ofHours(25)).toString();
    world.wazzup.inbound(WAPI, contact, JsonObject.of("text", "Hi", "at", yesterday));
    Answer closed = refused(world.send(text(WAPI, contact)), "window_closed", "24_HOURS_EXCEEDED");
    assertThat(closed.json().getString("description")).contains(yesterday.substring(0, 16));
    world.wrote(WAPI, contact);
    Answer open = forwarded(world.send(text(WAPI, contact)));
    assertThat(open.header("Sallyport-Window")).isEqualTo("open");
    assertThat(Instant.parse(open.header("Sallyport-Window-Expires")))
        .isBetween(
            Instant.now().plus(Duration.ofHours(23)), Instant.now().plus(Duration.ofDays(1)));
  }

  @Test
  void instagramHasSevenDaysAndNoTemplates() {
    String user = "sam_" + contact;
    JsonObject body = text(INSTAGRAM, user);
    refused(world.send(body), "window_closed", "7_DAYS_EXCEEDED");
    Instant sixDays = Instant.now().minus(Duration.ofDays(6));
    world.wazzup.inbound(INSTAGRAM, user, JsonObject.of("at", sixDays.toString()));
    forwarded(world.send(body));
    forwarded(world.send(body.copy().put("chatId", user.toUpperCase(java.util.Locale.ROOT))));

    String other = "lee_" + contact;
    String eightDays = Instant.now().minus(Duration.ofDays(8)).toString();
    world.wazzup.inbound(INSTAGRAM, other, JsonObject.of("at", eightDays));
    refused(world.send(text(INSTAGRAM, other)), "window_closed", "7_DAYS_EXCEEDED");
    JsonObject template = text(INSTAGRAM, other).put("text", "@template: 5 {}");
    refused(world.send(template), "window_closed", "7_DAYS_EXCEEDED");
  }

  @Test
  void aLateRefusalForTheWindowClosesItAndIsAContradiction() {
    world.wrote(WAPI, contact);
    forwarded(world.send(text(WAPI, contact)));
    String id = world.taken(contact).get(0).id();
    double before = contradictions();

    fails(id, "24_HOURS_EXCEEDED", Instant.now().plusSeconds(2));

    refused(world.send(text(WAPI, contact)), "window_closed", "24_HOURS_EXCEEDED");
    assertThat(contradictions()).isEqualTo(before + 1);
    String later = Instant.now().plusSeconds(4).toString();
    world.wazzup.inbound(WAPI, contact, JsonObject.of("at", later));
    forwarded(world.send(text(WAPI, contact)));
  }

  private static double contradictions() {
    return world
        .gateway
        .manage("/q/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith("sallyport_contradictions_total{"))
        .filter(line -> line.contains("closed_after_all"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Test
  void twentyAtOnceWithOneIdAndOneLeaves() {
    world.wrote(GRAY, contact);
    List<CompletableFuture<Answer>> all =
        IntStream.range(0, 20)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> world.send(once())))
            .toList();
    List<Answer> answers = all.stream().map(CompletableFuture::join).toList();

    assertThat(world.taken(contact)).hasSize(1);
    assertThat(answers).extracting(Answer::status).isSubsetOf(201, 409).contains(201);
    String id = world.taken(contact).get(0).id();
    assertThat(answers)
        .filteredOn(answer -> answer.status() == 201)
        .extracting(answer -> answer.json().getString("messageId"))
        .containsOnly(id);
    Answer again = world.send(once().put("text", "Another text, not looked at"));
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.header("Sallyport-Decision")).isEqualTo("replayed");
    assertThat(again.json().getString("messageId")).isEqualTo(id);
    assertThat(world.taken(contact)).hasSize(1);
  }

  @Test
  void aRefusalFreesTheIdOursAndWazzups() {
    refused(world.send(once()), "first_contact", "MESSAGES_NOT_TEXT_FIRST");
    world.wrote(GRAY, contact);
    world.wazzup.fault("server_error", 1);
    assertThat(world.send(once()).status()).isEqualTo(500);
    world.wazzup.fault("rate_limited", 1);
    assertThat(world.send(once()).status()).isEqualTo(429);

    forwarded(world.send(once()));
  }

  @Test
  void afterALostAnswerItIs504UntilAWebhookProvesIt() {
    world.wrote(GRAY, contact);
    world.wazzup.fault("taken_and_reset", 1);
    Answer lost = world.send(once());
    assertThat(lost.status()).isEqualTo(504);
    assertThat(lost.header("Sallyport-Decision")).isEqualTo("unknown");
    assertThat(world.send(once()).status()).isEqualTo(504);
    assertThat(world.taken(contact)).hasSize(1);
    String id = world.taken(contact).get(0).id();

    JsonObject echo =
        JsonObject.of("messageId", id, "channelId", GRAY, "chatType", "whatsapp")
            .put("chatId", contact)
            .put("dateTime", Instant.now().toString())
            .put("type", "text")
            .put("isEcho", true)
            .put("status", "sent")
            .put("text", "Hello!");
    assertThat(world.wazzup.tell(JsonObject.of("messages", JsonArray.of(echo)))).isEqualTo(200);

    Answer proved = world.send(once());
    assertThat(proved.status()).isEqualTo(201);
    assertThat(proved.json().getString("messageId")).isEqualTo(id);
    assertThat(world.taken(contact)).hasSize(1);
  }

  @Test
  void wazzupsOwnMemoryOfAnIdMeansThatItWasProbablySent() {
    world.wrote(GRAY, contact);
    world.wazzup.fault("repeated", 1);

    Answer repeated = world.send(once());

    assertThat(repeated.status()).isEqualTo(504);
    assertThat(repeated.header("Sallyport-Reason")).isEqualTo("outcome_unknown");
    assertThat(world.send(once()).status()).isEqualTo(504);
    assertThat(world.taken(contact)).hasSize(1);
  }

  @Test
  void otherChannelsAndGroupsPassAndWhatDoesNotFitIsWrong() {
    JsonObject telegram =
        JsonObject.of("channelId", TELEGRAM, "chatType", "telegram", "text", "Hi");
    forwarded(world.send(telegram.copy().put("chatId", UUID.randomUUID().toString())));
    forwarded(world.send(telegram.copy().put("phone", contact)));
    JsonObject group = text(GRAY, contact + "-1600000000").put("chatType", "whatsgroup");
    forwarded(world.send(group));
    refused(world.send(group.put("chatId", contact)), "first_contact", "MESSAGES_NOT_TEXT_FIRST");
    refused(
        world.send(text(GRAY, contact).put("chatType", "vk")), "invalid_body", "WRONG_TRANSPORT");
    refused(
        world.send(text(UUID.randomUUID().toString(), contact)),
        "unknown_number",
        "CHANNEL_NOT_FOUND");
  }

  @Test
  void anEditOfWhatIsKnownOpensNothingAndItsFirstArrivalDoes() {
    String id = UUID.randomUUID().toString();
    String old = Instant.now().minus(Duration.ofHours(30)).toString();
    String now = Instant.now().toString();
    world.wazzup.inbound(WAPI, contact, JsonObject.of("at", old, "messageId", id));
    world.wazzup.inbound(
        WAPI, contact, JsonObject.of("at", now, "messageId", id, "isEdited", true));
    refused(world.send(text(WAPI, contact)), "window_closed", "24_HOURS_EXCEEDED");

    JsonObject first = JsonObject.of("at", now, "isEdited", true, "type", "unsupported");
    world.wazzup.inbound(WAPI, contact, first);
    forwarded(world.send(text(WAPI, contact)));
  }
}
