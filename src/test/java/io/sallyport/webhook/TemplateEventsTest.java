package io.sallyport.webhook;

import static io.sallyport.webhook.Deliveries.WABA;
import static io.sallyport.webhook.Deliveries.change;
import static io.sallyport.webhook.Deliveries.delivery;
import static io.sallyport.webhook.Deliveries.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.template.Category;
import io.sallyport.template.Template;
import io.sallyport.template.Template.CategoryChange;
import io.sallyport.template.TemplateEvent;
import io.sallyport.template.TemplateEvent.CategoryChanged;
import io.sallyport.template.TemplateEvent.CategoryImpending;
import io.sallyport.template.TemplateEvent.Outdated;
import io.sallyport.template.TemplateEvent.QualityChanged;
import io.sallyport.template.TemplateEvent.StatusChanged;
import io.sallyport.webhook.Webhook.TemplateNews;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateEventsTest {

  private static final String STATUS = "message_template_status_update";
  private static final String CATEGORY = "template_category_update";
  private static final Template.Key ORDER = new Template.Key("order_confirmation", "en_US");
  private static final Instant AT = Instant.ofEpochSecond(1_750_000_000L);

  private static String named(String members) {
    return "{\"message_template_id\":1689556908129832,"
        + "\"message_template_name\":\"order_confirmation\","
        + "\"message_template_language\":\"en-US\""
        + members
        + "}";
  }

  private static String event(String event) {
    return named(",\"event\":\"" + event + "\",\"reason\":null");
  }

  private static List<TemplateEvent> events(String field, String value) {
    return events(delivery(change(field, value)));
  }

  private static List<TemplateEvent> events(String delivery) {
    Webhook webhook = read(delivery);
    assertThat(webhook.skipped()).isZero();
    assertThat(webhook.templateNews()).extracting(TemplateNews::wabaId).allMatch(WABA::equals);
    return webhook.templateNews().stream().map(TemplateNews::event).toList();
  }

  private static void assertSkipped(String delivery) {
    assertThat(read(delivery))
        .isEqualTo(new Webhook(Set.of(), List.of(), List.of(), List.of(), List.of(), 0, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "APPROVED, APPROVED",
    "approved, APPROVED",
    "REINSTATED, APPROVED",
    "UNARCHIVED, APPROVED",
    "PAUSED, PAUSED",
    "DISABLED, DISABLED",
    "REJECTED, REJECTED",
    "PENDING, PENDING",
    "IN_APPEAL, IN_APPEAL",
    "ARCHIVED, ARCHIVED",
    "DELETED, DELETED",
    "PENDING_DELETION, PENDING_DELETION"
  })
  void anEventIsTheStatusAfterIt(String event, String status) {
    assertThat(events(STATUS, event(event)))
        .containsExactly(new StatusChanged(ORDER, AT, status, null));
  }

  @Test
  void aStatusMayTellTheCategoryToo() {
    assertThat(
            events(
                STATUS, named(",\"event\":\"APPROVED\",\"message_template_category\":\"utility\"")))
        .containsExactly(new StatusChanged(ORDER, AT, "APPROVED", Category.UTILITY));
    assertThat(events(STATUS, named(",\"event\":\"APPROVED\",\"message_template_category\":null")))
        .containsExactly(new StatusChanged(ORDER, AT, "APPROVED", null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"FLAGGED", "LOCKED", "LIMIT_EXCEEDED", "flagged"})
  void aWarningChangesNothing(String event) {
    assertThat(events(STATUS, event(event))).isEmpty();
  }

  @Test
  void afterAnEventWeDoNotKnowMetaMustBeAsked() {
    assertThat(events(STATUS, event("TRANSMOGRIFIED"))).containsExactly(new Outdated(ORDER, AT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"message_template_components_update", "message_template_novelty"})
  void afterNewsOfAnotherKindMetaMustBeAsked(String field) {
    assertThat(events(field, named(",\"message_template_title\":\"x\"")))
        .containsExactly(new Outdated(ORDER, AT));
  }

  @Test
  void anAnnouncedCategoryComesAtItsTime() {
    String value =
        named(
            ",\"new_category\":\"UTILITY\",\"correct_category\":\"MARKETING\","
                + "\"category_update_timestamp\":1750086400");

    assertThat(events(CATEGORY, value))
        .containsExactly(
            new CategoryImpending(
                ORDER,
                AT,
                new CategoryChange(Category.MARKETING, Instant.ofEpochSecond(1_750_086_400L))));
  }

  @Test
  void aCompletedCategoryCountsAtOnce() {
    assertThat(
            events(
                CATEGORY,
                named(",\"previous_category\":\"UTILITY\",\"new_category\":\"MARKETING\"")))
        .containsExactly(new CategoryChanged(ORDER, AT, Category.MARKETING));
  }

  @ParameterizedTest
  @ValueSource(strings = {"message_template_quality_update", STATUS})
  void qualityIsKnownByItsMembersWhateverTheField(String field) {
    assertThat(
            events(
                field,
                named(",\"previous_quality_score\":\"GREEN\",\"new_quality_score\":\"YELLOW\"")))
        .containsExactly(new QualityChanged(ORDER, AT, "YELLOW"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "account_update",
        "phone_number_quality_update",
        "business_capability_update",
        "account_alerts",
        "security",
        "template_correct_category_detection",
        "novelty"
      })
  void otherFieldsSayNothingOfTemplates(String field) {
    assertThat(events(field, event("APPROVED"))).isEmpty();
  }

  @Test
  void templatesOfAnotherAccountAreIgnored() {
    String delivery = delivery(change(STATUS, event("APPROVED")));

    assertThat(events(delivery)).hasSize(1);
    assertThat(events(delivery.replace(WABA, "102290129340399"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "null",
        "{\"event\":\"APPROVED\"}",
        "{\"event\":\"APPROVED\",\"message_template_name\":\"order_confirmation\"}",
        "{\"message_template_name\":\"order_confirmation\",\"message_template_language\":\"en\"}"
      })
  void newsThatLacksItsTemplateOrItsEventIsSkipped(String value) {
    assertSkipped(delivery(change(STATUS, value)));
  }

  @Test
  void anAnnouncementWithoutItsTimeIsSkipped() {
    assertSkipped(delivery(change(CATEGORY, named(",\"correct_category\":\"MARKETING\""))));
    assertSkipped(delivery(change(CATEGORY, named(",\"previous_category\":\"UTILITY\""))));
  }

  @Test
  void newsWithoutATimeIsOfNow() {
    String delivery = delivery(change(STATUS, event("PAUSED"))).replace("'time':1750000000,", "");

    assertThat(events(delivery))
        .singleElement()
        .satisfies(
            event ->
                assertThat(Duration.between(event.at(), Instant.now()).abs())
                    .isLessThan(Duration.ofMinutes(1)));
  }

  @Test
  void newsWithATimeInMillisecondsIsSkipped() {
    String delivery = delivery(change(STATUS, event("PAUSED")));

    assertSkipped(delivery.replace("1750000000,", "1750000000000,"));
  }
}
