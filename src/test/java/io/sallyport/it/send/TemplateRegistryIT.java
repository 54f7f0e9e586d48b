package io.sallyport.it.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.World;
import io.sallyport.twin.TwinSeed;
import io.sallyport.twin.graph.ReceivedRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The registry follows Meta: by its list, by webhook at once, and by one question after a miss. */
@QuarkusIntegrationTest
@WithTestResource(World.class)
class TemplateRegistryIT extends Scenario {
  private static final Duration MISS_INTERVAL = Duration.ofSeconds(2);
  private static final Duration EXPLICIT_INTERVAL = Duration.ofSeconds(1);
  private static final String API = "/sallyport/v1/numbers/" + World.NUMBER + "/templates";
  private static final AtomicInteger PAGE = new AtomicInteger();

  @Test
  void readsEveryPageOfTheList() {
    JsonObject listing = gateway().get(API).json();

    JsonArray templates = listing.getJsonArray("templates");
    assertThat(templates.size())
        .isGreaterThanOrEqualTo(TwinSeed.templates().size() + World.PAGED_TEMPLATES);
    assertThat(templates)
        .contains(
            JsonObject.of("name", "old_offer", "language", "en_US")
                .put("category", "MARKETING")
                .put("status", "PAUSED"));
    assertThat(Instant.parse(listing.getString("refreshed_at"))).isBefore(Instant.now());
    ReceivedRequest list = lists().get(0);
    assertThat(list.query()).contains("name", "language", "status", "category", "components");
    assertThat(list.headers().get("Authorization")).isEqualTo("Bearer " + World.GATEWAY_TOKEN);
    assertThat(twin().requests()).anyMatch(it -> isList(it) && it.query().contains("after="));
  }

  @Test
  void asksMetaOnceHoweverManyUnknownTemplatesAreNamed() {
    waitUntilMetaMayBeAskedAgain();
    int before = lists().size();
    Instant start = Instant.now();

    List<Answer> answers =
        Stream.generate(
                () -> gateway().sendLater(Bodies.template(newContact(), "no_such_one", "en_US")))
            .limit(50)
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    long intervals = Duration.between(start, Instant.now()).dividedBy(MISS_INTERVAL);
    answers.forEach(it -> it.assertRefused(404, 132001, "unknown_template"));
    assertThat(lists().size()).isBetween(before + 1, before + 1 + (int) intervals);
  }

  @Test
  void findsATemplateApprovedLaterAfterAMiss() {
    JsonObject send =
        Bodies.template(newContact(), "approved_later", "en_US", Bodies.body("860198"));
    gateway().send(send).assertRefused(404, 132001, "unknown_template");
    twin().putTemplate(World.utility("approved_later"));
    waitUntilMetaMayBeAskedAgain();

    gateway().send(send).assertForwarded();
  }

  @ParameterizedTest
  @CsvSource({
    "PAUSED, 132015, template_paused",
    "DISABLED, 132016, template_disabled",
    "REJECTED, 132001, template_not_approved",
    "PENDING, 132001, template_not_approved",
    "ARCHIVED, 132001, template_not_approved",
    "PENDING_DELETION, 132001, template_not_approved",
    "IN_APPEAL, 132001, template_not_approved"
  })
  void believesAStatusWebhookAtOnce(String event, int code, String reason) {
    String name = unusedTemplate();
    send(name).assertForwarded();
    Instant at = now();

    tell(Events.templateStatus(name, "en-US", event, at.minusSeconds(10)));
    Answer refused = send(name);
    tell(Events.templateStatus(name, "en-US", "APPROVED", at.minusSeconds(20)));
    Answer afterOlderNews = send(name);
    tell(Events.templateStatus(name, "en-US", "APPROVED", at));

    refused.assertRefused(400, code, reason).contains(name);
    afterOlderNews.assertRefused(400, code, reason);
    send(name).assertForwarded();
  }

  @ParameterizedTest
  @ValueSource(strings = {"FLAGGED", "LOCKED", "LIMIT_EXCEEDED", "REINSTATED"})
  void keepsSendingAfterAWarning(String event) {
    String name = unusedTemplate();

    tell(Events.templateStatus(name, "en-US", event, now()));

    send(name).assertForwarded();
  }

  @Test
  void keepsLanguagesApart() {
    String name = unusedTemplate();
    twin().putTemplate(World.utility(name).withLanguage("pt_BR"));
    waitUntilMetaMayBeAskedAgain();
    send(name, "pt_BR").assertForwarded();

    tell(Events.templateStatus(name, "pt-BR", "PAUSED", now()));

    send(name, "pt_BR").assertRefused(400, 132015, "template_paused");
    send(name, "en_US").assertForwarded();
  }

  @ParameterizedTest
  @ValueSource(strings = {"message_template_status_update", "message_template_quality_update"})
  void doesNotTakeAQualityForAStatus(String field) {
    String name = unusedTemplate();
    JsonObject value =
        Events.template(name, "en-US")
            .put("previous_quality_score", "GREEN")
            .put("new_quality_score", "RED");

    waitUntilMetaMayBeAskedAgain();
    int before = lists().size();

    tell(Events.change(field, value).put("time", now().getEpochSecond()));

    send(name).assertForwarded();
    assertThat(lists().size()).isEqualTo(before);
  }

  @Test
  void believesACompletedCategoryChangeAtOnce() {
    String name = unusedTemplate();
    assertThat(send(name).header("Sallyport-Category")).isEqualTo("utility");

    tell(Events.categoryChanged(name, "UTILITY", "MARKETING", now()));

    assertThat(send(name).header("Sallyport-Category")).isEqualTo("marketing");
    tell(Events.categoryChanged(name, "MARKETING", "AUTHENTICATION", now()));
    send(name).assertRefused(400, 131055, "unsupported_category");
  }

  @Test
  void changesTheCategoryWhenAnAnnouncedChangeIsDue() {
    String name;
    Instant due;
    Answer before;
    do {
      name = unusedTemplate();
      due = now().plusSeconds(2);
      tell(Events.categoryImpending(name, "UTILITY", "MARKETING", due));
      before = send(name);
      // Another time, if the machine was busy meanwhile.
    } while (!Instant.now().isBefore(due));
    sleepUntil(due.plusMillis(300));
    Answer after = send(name);

    assertThat(before.header("Sallyport-Category")).isEqualTo("utility");
    assertThat(after.header("Sallyport-Category")).isEqualTo("marketing");
  }

  @ParameterizedTest
  @CsvSource({"-60, marketing", "86400, utility"})
  void judgesByAnAnnouncedChangeOnlyOnceItIsPast(long seconds, String category) {
    String name = unusedTemplate();

    tell(Events.categoryImpending(name, "UTILITY", "MARKETING", now().plusSeconds(seconds)));

    assertThat(send(name).assertForwarded().header("Sallyport-Category")).isEqualTo(category);
  }

  @Test
  void showsWhatItJudgesByAndRefreshesOnDemand() {
    String name = unusedTemplate();
    tell(Events.templateStatus(name, "en-US", "PAUSED", now()));
    waitUntilMetaMayBeAskedAgain();
    int before = lists().size();

    Answer refreshed = gateway().post(API + "/refresh", "");

    assertThat(refreshed.status()).isEqualTo(200);
    assertThat(lists().size()).isEqualTo(before + 1);
    assertThat(Instant.parse(refreshed.json().getString("refreshed_at")))
        .isAfter(Instant.now().minusSeconds(10));
    assertThat(statusOf(name, refreshed.json())).isEqualTo("APPROVED");
    assertThat(statusOf(name, gateway().get(API).json())).isEqualTo("APPROVED");
  }

  /** Within the miss-refresh interval of the refresh before, and at most once a second. */
  @Test
  void asksMetaAtEveryExplicitRefreshButOnceASecond() {
    waitUntilMetaMayBeAskedAgain();
    int before = lists().size();
    List<Answer> first =
        Stream.generate(() -> gateway().postLater(API + "/refresh", "")).limit(8).toList().stream()
            .map(CompletableFuture::join)
            .toList();
    List<ReceivedRequest> asked = lists();
    twin().putTemplate(World.utility("approved_meanwhile"));
    sleepUntil(asked.get(asked.size() - 1).at().plus(EXPLICIT_INTERVAL));

    Answer next = gateway().post(API + "/refresh", "");

    assertThat(first).allMatch(answer -> answer.status() == 200);
    List<String> times =
        first.stream().map(answer -> answer.json().getString("refreshed_at")).distinct().toList();
    assertThat(asked).hasSize(before + times.size());
    assertThat(next.status()).isEqualTo(200);
    assertThat(statusOf("approved_meanwhile", next.json())).isEqualTo("APPROVED");
    assertThat(next.json().getString("refreshed_at")).isNotIn(times);
    assertThat(lists().size()).isEqualTo(before + times.size() + 1);
  }

  @Test
  void tellsWhyThereAreNoTemplates() {
    String tokenless = "/sallyport/v1/numbers/" + World.TOKENLESS_NUMBER + "/templates";

    Answer unknown = gateway().get("/sallyport/v1/numbers/999999999999999/templates");
    Answer empty = gateway().get(tokenless);
    Answer refresh = gateway().post(tokenless + "/refresh", "");

    unknown.assertGraphError(400, 100).contains("999999999999999");
    assertThat(empty.json().getJsonArray("templates")).isEmpty();
    refresh.assertGraphError(400, 132001).contains("access-token");
  }

  private static String statusOf(String name, JsonObject listing) {
    return listing.getJsonArray("templates").stream()
        .map(JsonObject.class::cast)
        .filter(it -> it.getString("name").equals(name))
        .map(it -> it.getString("status"))
        .findFirst()
        .orElseThrow();
  }

  private Answer send(String template) {
    return send(template, "en_US");
  }

  private Answer send(String template, String language) {
    return gateway().send(Bodies.template(newContact(), template, language, Bodies.body("860198")));
  }

  /** A utility template no other test touches. */
  private static String unusedTemplate() {
    return String.format("page_%03d", PAGE.incrementAndGet());
  }

  /** Lists, not the pages of each. */
  private List<ReceivedRequest> lists() {
    return twin().requests().stream()
        .filter(it -> isList(it) && !it.query().contains("after="))
        .toList();
  }

  private static boolean isList(ReceivedRequest request) {
    return request.path().endsWith("/" + World.WABA + "/message_templates");
  }

  private void waitUntilMetaMayBeAskedAgain() {
    Instant last = lists().get(lists().size() - 1).at();
    sleepUntil(last.plus(MISS_INTERVAL).plusMillis(300));
  }
}
