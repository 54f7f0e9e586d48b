package io.sallyport.webhook;

import static io.sallyport.webhook.Deliveries.DISPLAY;
import static io.sallyport.webhook.Deliveries.OTHER_ACCOUNTS_ID;
import static io.sallyport.webhook.Deliveries.OTHER_WABA;
import static io.sallyport.webhook.Deliveries.PHONE_NUMBER_ID;
import static io.sallyport.webhook.Deliveries.SECOND_ID;
import static io.sallyport.webhook.Deliveries.TOLD;
import static io.sallyport.webhook.Deliveries.WABA;
import static io.sallyport.webhook.Deliveries.change;
import static io.sallyport.webhook.Deliveries.delivery;
import static io.sallyport.webhook.Deliveries.entry;
import static io.sallyport.webhook.Deliveries.messages;
import static io.sallyport.webhook.Deliveries.read;
import static io.sallyport.webhook.Deliveries.reader;
import static io.sallyport.webhook.Deliveries.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.ledger.NumberNews;
import io.sallyport.ledger.NumberNews.BusinessInitiatedBlocked;
import io.sallyport.ledger.NumberNews.Disabled;
import io.sallyport.ledger.NumberNews.Disconnected;
import io.sallyport.ledger.NumberNews.Disconnected.Cause;
import io.sallyport.ledger.NumberNews.EverythingBlocked;
import io.sallyport.ledger.NumberNews.MessagingLimit;
import io.sallyport.ledger.NumberNews.Reconnected;
import io.sallyport.ledger.NumberNews.Throughput;
import io.sallyport.webhook.Webhook.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountFieldsTest {

  private static final Instant UNTIL = Instant.ofEpochSecond(1_750_259_200L);

  private final WebhookReader reader = reader(PHONE_NUMBER_ID, SECOND_ID, OTHER_ACCOUNTS_ID);

  private List<NumberNews> news(String field, String value) {
    Webhook webhook = read(reader, delivery(change(field, value)));
    assertThat(webhook)
        .isEqualTo(
            new Webhook(Set.of(), List.of(), webhook.numberNews(), List.of(), List.of(), 0, 0));
    return webhook.numberNews();
  }

  private void assertSkipped(String field, String value, int skipped) {
    assertThat(read(reader, delivery(change(field, value))))
        .isEqualTo(new Webhook(Set.of(), List.of(), List.of(), List.of(), List.of(), 0, skipped));
  }

  private static String restriction(String... items) {
    return "{'event':'ACCOUNT_RESTRICTION','restriction_info':[" + String.join(",", items) + "]}";
  }

  private static String restricted(String what, String expiration) {
    return "{'restriction_type':'RESTRICTED_%s','expiration':%s}".formatted(what, expiration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1750259200", "'1750259200'"})
  void aRestrictionHoldsForEveryNumberOfTheAccount(String expiration) {
    assertThat(
            news("account_update", restriction(restricted("BIZ_INITIATED_MESSAGING", expiration))))
        .containsExactly(
            new BusinessInitiatedBlocked(PHONE_NUMBER_ID, TOLD, UNTIL),
            new BusinessInitiatedBlocked(SECOND_ID, TOLD, UNTIL));
    assertThat(
            news(
                "account_update",
                restriction(restricted("CUSTOMER_INITIATED_MESSAGING", expiration))))
        .containsExactly(
            new EverythingBlocked(PHONE_NUMBER_ID, TOLD, UNTIL),
            new EverythingBlocked(SECOND_ID, TOLD, UNTIL));
  }

  @Test
  void oneBadRestrictionNeverDropsTheOthers() {
    Webhook webhook =
        read(
            reader,
            delivery(
                change(
                    "account_update",
                    restriction(
                        restricted("BIZ_INITIATED_MESSAGING", "null"),
                        restricted("BIZ_INITIATED_MESSAGING", "1750259200000"),
                        "{'restriction_type':'RESTRICTED_BIZ_INITIATED_MESSAGING'}",
                        restricted("ADD_PHONE_NUMBER_ACTION", "null"),
                        "null",
                        restricted("CUSTOMER_INITIATED_MESSAGING", "1750259200")))));

    assertThat(webhook.numberNews())
        .containsExactly(
            new EverythingBlocked(PHONE_NUMBER_ID, TOLD, UNTIL),
            new EverythingBlocked(SECOND_ID, TOLD, UNTIL));
    assertThat(webhook.skipped()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"DISABLE, true", "REINSTATE, false"})
  void aBanHoldsForEveryNumberOfTheAccount(String state, boolean disabled) {
    assertThat(
            news(
                "account_update",
                "{'event':'DISABLED_UPDATE','ban_info':{'waba_ban_state':'" + state + "'}}"))
        .containsExactly(
            new Disabled(PHONE_NUMBER_ID, TOLD, disabled), new Disabled(SECOND_ID, TOLD, disabled));
  }

  @ParameterizedTest
  @EnumSource(Cause.class)
  void aDisconnectedAccountIsThatOfEveryNumber(Cause cause) {
    assertThat(news("account_update", "{'event':'" + cause + "'}"))
        .containsExactly(
            new Disconnected(PHONE_NUMBER_ID, TOLD, cause),
            new Disconnected(SECOND_ID, TOLD, cause));
    assertThat(news("account_update", "{'event':'ACCOUNT_RECONNECTED'}"))
        .containsExactly(new Reconnected(PHONE_NUMBER_ID, TOLD), new Reconnected(SECOND_ID, TOLD));
  }

  /**
   * What is delivered to the partner names the account beside
   * (platform-facts.md#accounts-that-leave).
   */
  @Test
  void theAccountThatAnUpdateNamesIsMeant() {
    String removed =
        "{'event':'PARTNER_REMOVED','waba_info':{'waba_id':%s,'owner_business_id':'7'}}";
    String toPartner = change("account_update", removed.formatted("'" + OTHER_WABA + "'"));
    List<NumberNews> other =
        List.of(new Disconnected(OTHER_ACCOUNTS_ID, TOLD, Cause.PARTNER_REMOVED));

    for (String entry : new String[] {"1022901", WABA, OTHER_WABA}) {
      assertThat(numberNews(entry, toPartner)).isEqualTo(other);
    }
    assertThat(numberNews(WABA, change("account_update", removed.formatted("'1022901'"))))
        .isEmpty();
    assertThat(numberNews(OTHER_WABA, change("account_update", removed.formatted("null"))))
        .isEqualTo(other);
    assertThat(
            numberNews(
                "1022901",
                change(
                    "account_update",
                    "{'event':'DISABLED_UPDATE','ban_info':{'waba_ban_state':'DISABLE'},"
                        + "'waba_info':{'waba_id':"
                        + OTHER_WABA
                        + "}}")))
        .containsExactly(new Disabled(OTHER_ACCOUNTS_ID, TOLD, true));
  }

  private List<NumberNews> numberNews(String entry, String change) {
    return read(reader, "{'entry':[" + entry(entry, 1_750_000_000L, change) + "]}").numberNews();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'event':'DISABLED_UPDATE','ban_info':{'waba_ban_state':'SCHEDULE_FOR_DISABLE'}}",
        "{'event':'DISABLED_UPDATE'}",
        "{'event':'PARTNER_ADDED','ban_info':{'waba_ban_state':'DISABLE'}}",
        "{'event':'VOLUME_BASED_PRICING_TIER_UPDATE','volume_tier_info':{'tier':'1:2'}}",
        "{'event':'ACCOUNT_RESTRICTION'}",
        "{'event':'ACCOUNT_RESTRICTION','restriction_info':null}",
        "{'event':null}",
        "{}",
        "[]",
        "null"
      })
  void anotherUpdateBlocksNothing(String value) {
    assertThat(news("account_update", value)).isEmpty();
  }

  @Test
  void aViolationIsToldAndBlocksNothing() {
    String violation =
        "{'event':'ACCOUNT_VIOLATION','violation_info':{'violation_type':'%s'}}".formatted("ADULT");

    assertThat(read(reader, delivery(change("account_update", violation))))
        .returns(List.of(new Violation(WABA, "ADULT")), Webhook::violations)
        .returns(List.of(), Webhook::numberNews);
    assertThat(
            read(reader, delivery(change("account_update", violation.replace("ADULT", "a\\nb"))))
                .violations())
        .containsExactly(new Violation(WABA, "unknown"));
  }

  @Test
  void newsOfAnotherAccountIsThatAccountsOrNobodys() {
    String ban =
        change(
            "account_update",
            "{'event':'DISABLED_UPDATE','ban_info':{'waba_ban_state':'DISABLE'}}");

    assertThat(
            read(reader, "{'entry':[" + entry(OTHER_WABA, 1_750_000_000L, ban) + "]}").numberNews())
        .containsExactly(new Disabled(OTHER_ACCOUNTS_ID, TOLD, true));
    assertThat(
            read(reader, "{'entry':[" + entry("1022901", 1_750_000_000L, ban) + "]}").numberNews())
        .isEmpty();
  }

  @Test
  void newsWithoutATimeIsOfNowAndWithABadOneSkipped() {
    String ban =
        delivery(
            change(
                "account_update",
                "{'event':'DISABLED_UPDATE','ban_info':{'waba_ban_state':'DISABLE'}}"));

    assertThat(read(reader, ban.replace("'time':1750000000,", "")).numberNews())
        .hasSize(2)
        .allSatisfy(
            news ->
                assertThat(Duration.between(news.at(), Instant.now()).abs())
                    .isLessThan(Duration.ofMinutes(1)));
    assertThat(read(reader, ban.replace("1750000000,", "1750000000000,")))
        .returns(List.of(), Webhook::numberNews)
        .returns(1, Webhook::skipped);
  }

  @ParameterizedTest
  @CsvSource({
    "2000, 2000",
    "'''2000''', 2000",
    "250, 250",
    "'''TIER_2K''', TIER_2K",
    "'''TIER_UNLIMITED''', TIER_UNLIMITED",
    "-1, TIER_UNLIMITED",
    "'''-1''', TIER_UNLIMITED"
  })
  void theMessagingLimitIsThatOfEveryNumber(String told, String limit) {
    List<NumberNews> news =
        List.of(
            new MessagingLimit(PHONE_NUMBER_ID, TOLD, limit),
            new MessagingLimit(SECOND_ID, TOLD, limit));
    String value = "{'max_daily_conversations_per_business':" + told + ",'max_phone_numbers':25}";

    assertThat(news("business_capability_update", value)).isEqualTo(news);
    assertThat(
            news(
                "business_capability_update",
                value.replace(
                    "max_daily_conversations_per_business", "max_daily_conversation_per_phone")))
        .isEqualTo(news);
    assertThat(news("phone_number_quality_update", value)).isEqualTo(news);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "null",
        "{'max_phone_numbers_per_waba':25}",
        "{'max_daily_conversations_per_business':null}",
        "{'max_daily_conversation_per_phone':null}",
        "{'max_daily_conversations_per_business':'TIER_NOT_SET'}"
      })
  void withoutALimitNoneIsTold(String value) {
    assertThat(news("business_capability_update", value)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-2", "2.5", "'many'", "''", "{}", "true", "123456789012"})
  void aLimitThatIsNoneOfMetasWordsIsSkipped(String told) {
    assertSkipped(
        "business_capability_update", "{'max_daily_conversations_per_business':" + told + "}", 1);
  }

  private static String quality(String display, String members) {
    return "{'display_phone_number':'%s'%s}".formatted(display, members);
  }

  private static final String UPGRADE = ",'event':'THROUGHPUT_UPGRADE'";

  @Test
  void anUpgradeIsTheNumbersWhosePhoneNumberWasSeen() {
    String seen = change("messages", value(SECOND_ID, "1 555-078-3882", messages()));
    String upgrade = quality("+1 5550783882", UPGRADE + ",'current_limit':'TIER_UNLIMITED'");

    assertThat(news("phone_number_quality_update", upgrade)).isEmpty();
    assertThat(read(reader, delivery(seen)).numbers()).containsExactly(SECOND_ID);
    assertThat(news("phone_number_quality_update", upgrade))
        .containsExactly(new Throughput(SECOND_ID, TOLD, "TIER_UNLIMITED"));
    assertThat(news("phone_number_quality_update", quality(DISPLAY, UPGRADE))).isEmpty();
  }

  @Test
  void anUpgradeInAnAccountOfOneNumberIsThatNumbers() {
    assertThat(
            read(
                    reader(PHONE_NUMBER_ID, OTHER_ACCOUNTS_ID),
                    delivery(
                        change("phone_number_quality_update", quality("15550783899", UPGRADE))))
                .numberNews())
        .containsExactly(new Throughput(PHONE_NUMBER_ID, TOLD, "TIER_UNLIMITED"));
  }

  @Test
  void anotherEventOfANumberSaysNothingOfItsThroughput() {
    assertThat(
            Deliveries.numberNews(
                change(
                    "phone_number_quality_update",
                    quality(DISPLAY, ",'event':'ONBOARDING','current_limit':'TIER_50'"))))
        .isEmpty();
  }

  @Test
  void aBadLevelNeverDropsTheLimit() {
    Webhook webhook =
        read(
            delivery(
                change(
                    "phone_number_quality_update",
                    quality(
                        DISPLAY,
                        UPGRADE
                            + ",'current_limit':'much',"
                            + "'max_daily_conversations_per_business':'TIER_10K'"))));

    assertThat(webhook.numberNews())
        .containsExactly(new MessagingLimit(PHONE_NUMBER_ID, TOLD, "TIER_10K"));
    assertThat(webhook.skipped()).isEqualTo(1);
  }
}
