package io.sallyport.connector.kommo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.template.Category;
import io.sallyport.template.Template;
import io.sallyport.template.Template.CategoryChange;
import io.sallyport.template.TemplateContent;
import io.sallyport.template.TemplateContent.Button;
import io.sallyport.template.TemplateParameters;
import io.sallyport.template.TemplateParameters.Slot;
import io.sallyport.template.TemplateStore.Snapshot;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which templates Kommo gets, and as what. */
class KommoTemplateTest {

  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final Template.Key KEY = new Template.Key("order_update", "en_US");
  private static final Slot BODY = Slot.positional("body", 2);

  private static final TemplateContent CONTENT =
      new TemplateContent(
          "Order {{1}} is {{2}}.",
          "News",
          "Stop: write STOP",
          List.of(new Button("Thanks", ""), new Button("Look", "https://example.com/orders")),
          true);

  private static Template template(
      Category category,
      String status,
      @Nullable CategoryChange impending,
      List<Slot> slots,
      @Nullable TemplateContent content) {
    return new Template(
        KEY, category, status, impending, new TemplateParameters(slots), null, content);
  }

  private static Template approved(Slot... slots) {
    return template(Category.UTILITY, Template.APPROVED, null, List.of(slots), CONTENT);
  }

  private static List<KommoTemplate> offered(Template template) {
    return KommoTemplate.of(new Snapshot(List.of(template), NOW), NOW);
  }

  @Test
  void anApprovedOneIsThereAsMetaShowsIt() {
    assertThat(offered(approved(BODY)))
        .extracting(one -> new JsonObject(one.json().toString()))
        .containsExactly(
            JsonObject.of("name", "order_update", "content", "Order {{1}} is {{2}}.")
                .put("type", "waba")
                .put("is_editable", false)
                .put("external_id", "order_update/en_US")
                .put("waba_category", "UTILITY")
                .put("waba_language", "en_US")
                .put("waba_header", "News")
                .put("waba_header_type", "text")
                .put("waba_footer", "Stop: write STOP")
                .put(
                    "buttons",
                    JsonArray.of(
                        JsonObject.of("type", "inline", "text", "Thanks"),
                        JsonObject.of("type", "url", "text", "Look")
                            .put("url", "https://example.com/orders"))));
  }

  @ParameterizedTest
  @CsvSource({
    "MARKETING, APPROVED, approved",
    "UTILITY, APPROVED, approved",
    "UTILITY, PAUSED, paused",
    "AUTHENTICATION, APPROVED,",
    "SOMETHING_NEW, APPROVED,",
    "UTILITY, PENDING,",
    "UTILITY, REJECTED,",
    "UTILITY, DISABLED,",
    "UTILITY, PENDING_DELETION,"
  })
  void categoryAndStatusDecide(String category, String status, @Nullable String review) {
    List<KommoTemplate> offered =
        offered(template(new Category(category), status, null, List.of(BODY), CONTENT));

    assertThat(offered)
        .extracting(KommoTemplate::review)
        .isEqualTo(review == null ? List.of() : List.of(review));
  }

  @Test
  void anAnnouncedCategoryCountsFromItsTimeOn() {
    Template soon =
        template(
            Category.UTILITY,
            Template.APPROVED,
            new CategoryChange(Category.MARKETING, NOW.plusSeconds(60)),
            List.of(BODY),
            CONTENT);
    Snapshot held = new Snapshot(List.of(soon), NOW);

    assertThat(KommoTemplate.of(held, NOW).get(0).category()).isEqualTo(Category.UTILITY);
    assertThat(KommoTemplate.of(held, NOW.plus(Duration.ofMinutes(1))).get(0).category())
        .isEqualTo(Category.MARKETING);
  }

  @Test
  void whatAManagerCannotFillInIsNotThere() {
    assertThat(offered(approved(BODY, Slot.mediaHeader("IMAGE")))).hasSize(1);
    assertThat(offered(approved(Slot.named("body", new TreeSet<>(List.of("name")))))).hasSize(1);
    assertThat(offered(approved())).hasSize(1);

    assertThat(offered(approved(BODY, Slot.positional("header", 1)))).isEmpty();
    assertThat(offered(approved(BODY, Slot.mediaHeader("LOCATION")))).isEmpty();
    assertThat(offered(approved(BODY, Slot.urlButton(0)))).isEmpty();
    assertThat(offered(approved(Slot.any("body")))).isEmpty();
    TemplateContent carousel = new TemplateContent("Hi", "", "", List.of(), false);
    assertThat(
            offered(template(Category.UTILITY, Template.APPROVED, null, List.of(BODY), carousel)))
        .isEmpty();
  }

  @Test
  void oneOfWhichTheTextIsNotKnownIsIncomplete() {
    Template old = template(Category.UTILITY, Template.APPROVED, null, List.of(BODY), null);
    Template unseen = template(Category.UTILITY, "PENDING", null, List.of(BODY), null);

    assertThat(KommoTemplate.isIncomplete(new Snapshot(List.of(old), NOW), NOW)).isTrue();
    assertThat(KommoTemplate.isIncomplete(new Snapshot(List.of(unseen), NOW), NOW)).isFalse();
    assertThat(offered(old)).isEmpty();
  }

  @Test
  void theDigestIsOfWhatKommoTakesOnlyAnew() {
    KommoTemplate one = offered(approved(BODY)).get(0);
    KommoTemplate paused = new KommoTemplate(KEY, one.category(), true, CONTENT);
    KommoTemplate marketing = new KommoTemplate(KEY, Category.MARKETING, false, CONTENT);

    assertThat(one.digest()).isEqualTo(paused.digest()).isNotEqualTo(marketing.digest());
    assertThat(KommoTemplate.digest(List.of(one)))
        .isNotEqualTo(KommoTemplate.digest(List.of(paused)));
  }
}
