package io.sallyport.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.budget.Budget;
import io.sallyport.budget.BudgetUse;
import io.sallyport.budget.CurrentBudget;
import io.sallyport.contact.Contact;
import io.sallyport.ledger.Effect;
import io.sallyport.ledger.NumberNews;
import io.sallyport.relay.Letter;
import io.sallyport.relay.OrderKeys;
import io.sallyport.rule.Reason;
import io.sallyport.template.Category;
import io.sallyport.template.Template;
import io.sallyport.template.TemplateEvent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventLetterTest {

  private static final String NUMBER = "106540352242922";
  private static final String WABA = "102290129340398";
  private static final Contact CONTACT = new Contact("16505551234");
  private static final Instant AT = Instant.parse("2026-11-22T09:00:00Z");
  private static final Template.Key KEY = new Template.Key("spring_sale", "en_US");

  private static GatewayEvent budgetSoft(
      @Nullable BigDecimal amount,
      @Nullable String currency,
      @Nullable Long messages,
      @Nullable BigDecimal used) {
    Budget budget =
        new Budget(
            "spring",
            Set.of(),
            Set.of(),
            Set.of(),
            Budget.Period.DAY,
            amount,
            currency,
            messages,
            80);
    return new GatewayEvent.BudgetSoft(
        new CurrentBudget(budget, AT.minusSeconds(3600), AT.plusSeconds(3600)),
        new BudgetUse.Soft(AT, used, 81),
        Set.of(NUMBER));
  }

  static Stream<Arguments> events() {
    return Stream.of(
        Arguments.of(
            new GatewayEvent.WindowClosing(
                NUMBER, CONTACT, AT, AT.plusSeconds(3600), AT.minusSeconds(82_800)),
            "window.closing",
            "\"phone_number_id\":\"106540352242922\",\"contact\":\"16505551234\","
                + "\"window_expires_at\":\"2026-11-22T10:00:00Z\","
                + "\"last_inbound_at\":\"2026-11-21T10:00:00Z\""),
        Arguments.of(
            new GatewayEvent.WindowClosed(NUMBER, CONTACT, AT, null),
            "window.closed",
            "\"phone_number_id\":\"106540352242922\",\"contact\":\"16505551234\""),
        Arguments.of(
            new GatewayEvent.ReplyOverdue(
                NUMBER, CONTACT, AT, AT.minusSeconds(3600), Duration.ofMinutes(30)),
            "reply.overdue",
            "\"phone_number_id\":\"106540352242922\",\"contact\":\"16505551234\","
                + "\"waiting_since\":\"2026-11-22T08:00:00Z\",\"limit_seconds\":1800"),
        template(new TemplateEvent.StatusChanged(KEY, AT, "PAUSED", null), "status", "PAUSED"),
        template(
            new TemplateEvent.CategoryChanged(KEY, AT, Category.MARKETING),
            "category",
            "MARKETING"),
        template(new TemplateEvent.QualityChanged(KEY, AT, "RED"), "quality", "RED"),
        Arguments.of(
            new GatewayEvent.TemplateChanged(
                WABA,
                new TemplateEvent.CategoryImpending(
                    KEY, AT, new Template.CategoryChange(Category.UTILITY, AT.plusSeconds(60)))),
            "template.changed",
            "\"waba_id\":\"102290129340398\",\"name\":\"spring_sale\",\"language\":\"en_US\","
                + "\"next_category\":\"UTILITY\",\"next_category_at\":\"2026-11-22T09:01:00Z\""),
        Arguments.of(
            new GatewayEvent.TemplateChanged(WABA, new TemplateEvent.Outdated(KEY, AT)),
            "template.changed",
            "\"waba_id\":\"102290129340398\",\"name\":\"spring_sale\",\"language\":\"en_US\""),
        restriction(
            new NumberNews.BusinessInitiatedBlocked(NUMBER, AT, AT.plusSeconds(60)),
            "\"what\":\"business_initiated\",\"until\":\"2026-11-22T09:01:00Z\","
                + "\"restricted\":true"),
        restriction(
            new NumberNews.EverythingBlocked(NUMBER, AT, AT.plusSeconds(60)),
            "\"what\":\"everything\",\"until\":\"2026-11-22T09:01:00Z\",\"restricted\":true"),
        restriction(
            new NumberNews.Disabled(NUMBER, AT, false),
            "\"what\":\"disabled\",\"restricted\":false"),
        restriction(
            new NumberNews.Disconnected(
                NUMBER, AT, NumberNews.Disconnected.Cause.ACCOUNT_OFFBOARDED),
            "\"what\":\"webhooks\",\"because\":\"account_offboarded\",\"restricted\":true"),
        restriction(
            new NumberNews.Reconnected(NUMBER, AT), "\"what\":\"webhooks\",\"restricted\":false"),
        Arguments.of(
            new GatewayEvent.AiCharged(NUMBER, "wamid.HBgL", AT),
            "ai.charged",
            "\"phone_number_id\":\"106540352242922\",\"wamid\":\"wamid.HBgL\","
                + "\"at\":\"2026-11-22T09:00:00Z\""),
        Arguments.of(
            budgetSoft(new BigDecimal("7"), "EUR", null, new BigDecimal("5.67")),
            "budget.soft",
            "\"budget\":\"spring\",\"period_start\":\"2026-11-22T08:00:00Z\","
                + "\"resets_at\":\"2026-11-22T10:00:00Z\","
                + "\"used\":{\"amount\":5.67,\"messages\":81},"
                + "\"limit\":{\"amount\":7,\"messages\":null},\"currency\":\"EUR\",\"soft\":80"),
        Arguments.of(
            budgetSoft(null, null, 100L, null),
            "budget.soft",
            "\"budget\":\"spring\",\"period_start\":\"2026-11-22T08:00:00Z\","
                + "\"resets_at\":\"2026-11-22T10:00:00Z\","
                + "\"used\":{\"amount\":null,\"messages\":81},"
                + "\"limit\":{\"amount\":null,\"messages\":100},\"currency\":null,\"soft\":80"),
        contradiction(
            new Effect.ClosedAfterAll(NUMBER, Effect.Cause.CALL), "closed_after_all", "call"),
        contradiction(
            new Effect.DeliveredAfterAll(NUMBER, Reason.WINDOW_CLOSED),
            "delivered_after_all",
            "window_closed"));
  }

  private static Arguments template(TemplateEvent news, String name, String value) {
    return Arguments.of(
        new GatewayEvent.TemplateChanged(WABA, news),
        "template.changed",
        "\"waba_id\":\"102290129340398\",\"name\":\"spring_sale\",\"language\":\"en_US\",\""
            + name
            + "\":\""
            + value
            + "\"");
  }

  private static Arguments restriction(NumberNews news, String data) {
    return Arguments.of(
        new GatewayEvent.NumberRestricted(news),
        "number.restricted",
        "\"phone_number_id\":\"106540352242922\"," + data);
  }

  private static Arguments contradiction(Effect effect, String kind, String about) {
    return Arguments.of(
        new GatewayEvent.Contradiction(AT, effect),
        "contradiction",
        "\"phone_number_id\":\"106540352242922\",\"kind\":\""
            + kind
            + "\",\"about\":\""
            + about
            + "\"");
  }

  @ParameterizedTest
  @MethodSource("events")
  void isAnObjectOfStandardWebhooks(GatewayEvent event, String type, String data) {
    Letter letter = EventLetter.of(event);

    assertThat(new String(letter.body(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"type\":\""
                + type
                + "\",\"timestamp\":\"2026-11-22T09:00:00Z\",\"data\":{"
                + data
                + "}}");
    assertThat(letter.contentType()).isEqualTo("application/json");
    assertThat(letter.signature()).isNull();
    assertThat(EventLetter.of(event).id()).isEqualTo(letter.id());
    assertThat(EventType.of(type)).contains(event.type());
  }

  @Test
  void standsInLineWithTheContactsMessages() {
    var closed = new GatewayEvent.WindowClosed(NUMBER, CONTACT, AT, null);

    assertThat(EventLetter.subjects(closed).order())
        .isEqualTo(new OrderKeys.Builder().add(NUMBER, "16505551234").build());
    assertThat(EventLetter.subjects(closed).numbers()).containsExactly(NUMBER);
  }
}
