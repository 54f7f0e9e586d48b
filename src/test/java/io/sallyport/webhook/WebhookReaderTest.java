package io.sallyport.webhook;

import static io.sallyport.webhook.Deliveries.BSUID;
import static io.sallyport.webhook.Deliveries.PHONE_NUMBER_ID;
import static io.sallyport.webhook.Deliveries.change;
import static io.sallyport.webhook.Deliveries.delivery;
import static io.sallyport.webhook.Deliveries.messages;
import static io.sallyport.webhook.Deliveries.ofNumber;
import static io.sallyport.webhook.Deliveries.read;
import static io.sallyport.webhook.Deliveries.text;
import static io.sallyport.webhook.Deliveries.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.admission.Observation.InboundMessage;
import io.sallyport.admission.Observation.MarketingPreference;
import io.sallyport.admission.Observation.SendFailed;
import io.sallyport.contact.Contact;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookReaderTest {

  private static final Contact PHONE = new Contact("16505551234");
  private static final Contact USER = new Contact(BSUID);
  private static final Instant AT = Instant.ofEpochSecond(1_749_416_383L);

  private static InboundMessage inbound(Contact contact) {
    return new InboundMessage(PHONE_NUMBER_ID, contact, AT);
  }

  private static Webhook readMessages(String... messages) {
    return read(delivery(ofNumber("messages", messages(messages))));
  }

  private static Webhook readStatuses(String statuses) {
    return read(delivery(ofNumber("messages", "\"statuses\":[" + statuses + "]")));
  }

  private static String status(String members) {
    return "{\"id\":\"wamid.HBgL\",\"timestamp\":\"1749416383\"," + members + "}";
  }

  private static void assertNothing(Webhook webhook) {
    assertThat(webhook)
        .returns(List.of(), Webhook::observations)
        .returns(List.of(), Webhook::templateNews)
        .returns(0, Webhook::skipped);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text",
        "image",
        "video",
        "audio",
        "document",
        "sticker",
        "location",
        "contacts",
        "reaction",
        "button",
        "interactive",
        "order",
        "unsupported",
        "edit",
        "hologram"
      })
  void everyMessageOfAContactIsInbound(String type) {
    String message =
        "{\"from\":\"16505551234\",\"timestamp\":\"1749416383\",\"type\":\"" + type + "\"}";

    assertThat(readMessages(message))
        .isEqualTo(new Webhook(Set.of(PHONE_NUMBER_ID), List.of(inbound(PHONE)), List.of(), 0));
  }

  @Test
  void everyWebhookOfANumberCoversIt() {
    assertThat(
            readStatuses(status("\"status\":\"delivered\",\"recipient_id\":\"16505551234\""))
                .numbers())
        .containsExactly(PHONE_NUMBER_ID);
  }

  @Test
  void aPreferenceOfAnotherCategorySaysNothingOfMarketing() {
    assertNothing(
        read(
            delivery(
                ofNumber(
                    "user_preferences",
                    "\"user_preferences\":[{\"wa_id\":\"16505551234\",\"category\":\"calls\","
                        + "\"value\":\"resume\",\"timestamp\":1749416383}]"))));
  }

  @Test
  void aSystemMessageIsNoContactsMessage() {
    assertNothing(
        readMessages(
            "{\"from\":\"16505551234\",\"timestamp\":\"1749416383\",\"type\":\"system\","
                + "\"system\":{\"type\":\"user_changed_number\",\"wa_id\":\"16505551235\"}}"));
  }

  @Test
  void aContactIsObservedUnderEachOfItsNames() {
    String both =
        "{\"from\":\"16505551234\",\"from_user_id\":\""
            + BSUID
            + "\",\"timestamp\":\"1749416383\"}";
    String userOnly = "{\"from_user_id\":\"" + BSUID + "\",\"timestamp\":\"1749416383\"}";
    String twice =
        "{\"from\":\""
            + BSUID
            + "\",\"from_user_id\":\""
            + BSUID
            + "\",\"timestamp\":\"1749416383\"}";

    assertThat(readMessages(both).observations()).containsExactly(inbound(PHONE), inbound(USER));
    assertThat(readMessages(userOnly).observations()).containsExactly(inbound(USER));
    assertThat(readMessages(twice).observations()).containsExactly(inbound(USER));
  }

  @Test
  void aMessageInAGroupIsTheGroups() {
    assertThat(
            readMessages(
                    "{\"from\":\"16505551234\",\"group_id\":\"Y2FwaV9ncm91cA==\","
                        + "\"timestamp\":\"1749416383\",\"type\":\"text\"}")
                .observations())
        .containsExactly(inbound(new Contact("Y2FwaV9ncm91cA==")));
  }

  @Test
  void copiesUnderStandbyAreInboundToo() {
    String standby = "\"standby\":{" + messages(text("16505551234", "\"1749416383\"")) + "}";

    assertThat(read(delivery(ofNumber("standby", standby))).observations())
        .containsExactly(inbound(PHONE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"history", "smb_message_echoes", "smb_app_state_sync", "calls", "flows", ""})
  void messagesUnderAnotherFieldAreNobodysNews(String field) {
    String members = messages(text("16505551234", "\"1749416383\""));

    assertNothing(read(delivery(ofNumber(field, members))));
    assertNothing(read(delivery("{\"value\":" + value(PHONE_NUMBER_ID, members) + "}")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"messages", "standby", "user_preferences"})
  void numbersThatAreNotConfiguredAreIgnored(String field) {
    String members =
        messages(text("16505551234", "\"1749416383\""))
            + ",\"standby\":{"
            + messages(text("16505551234", "\"1749416383\""))
            + "},\"user_preferences\":[{\"wa_id\":\"16505551234\",\"value\":\"stop\","
            + "\"timestamp\":1749416383}]";

    assertNothing(read(delivery(change(field, value("106540352242923", members)))));
    assertNothing(read(delivery(change(field, "{" + members + "}"))));
    assertThat(read(delivery(ofNumber(field, members))).observations()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1749416383\"", "1749416383"})
  void aTimestampIsSecondsAsTextOrAsANumber(String timestamp) {
    assertThat(readMessages(text("16505551234", timestamp)).observations())
        .containsExactly(inbound(PHONE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1749416383000", "\"1749416383000\"", "0", "-1", "\"\"", "\"soon\"", "null", "{}"})
  void aTimestampThatIsNotSecondsIsSkipped(String timestamp) {
    assertThat(readMessages(text("16505551234", timestamp)))
        .isEqualTo(new Webhook(Set.of(PHONE_NUMBER_ID), List.of(), List.of(), 1));
  }

  @Test
  void oneBadItemNeverDropsTheOthers() {
    String good = text("16505551234", "\"1749416383\"");
    String noTime = "{\"from\":\"16505551234\",\"type\":\"text\"}";
    String noSender = "{\"timestamp\":\"1749416383\",\"type\":\"text\"}";
    String body =
        delivery(
            "7",
            ofNumber("messages", messages(noTime, good, noSender, "null", "[]", good)),
            change("messages", "null"),
            ofNumber("messages", "\"statuses\":[{\"status\":\"failed\"}],\"messages\":[]"),
            change("message_template_status_update", "{\"event\":\"APPROVED\"}"),
            ofNumber("standby", "\"standby\":{" + messages(good) + "}"));

    Webhook webhook = read(body);

    assertThat(webhook.observations())
        .containsExactly(inbound(PHONE), inbound(PHONE), inbound(PHONE));
    assertThat(webhook.skipped()).isEqualTo(6);
  }

  @Test
  void everyEntryIsRead() {
    String one = delivery(ofNumber("messages", messages(text("16505551234", "1749416383"))));
    String entry = one.substring(one.indexOf("[{") + 1, one.length() - 2);

    assertThat(read("{\"entry\":[" + entry + ",{},null," + entry + "]}").observations())
        .containsExactly(inbound(PHONE), inbound(PHONE));
  }

  @ParameterizedTest
  @CsvSource({"sent, 0", "delivered, 0", "read, 0", "played, 0", "deleted, 0", "failed, 1"})
  void onlyFailedStatusesAreObserved(String status, int observations) {
    Webhook webhook =
        readStatuses(
            status(
                "\"status\":\""
                    + status
                    + "\",\"recipient_id\":\"16505551234\","
                    + "\"errors\":[{\"code\":131049},{\"code\":7}]"));

    assertThat(webhook.observations()).hasSize(observations);
    assertThat(webhook.skipped()).isZero();
  }

  @Test
  void aFailedSendIsToldWithItsCodeUnderEachName() {
    Webhook webhook =
        readStatuses(
            status(
                "\"status\":\"failed\",\"recipient_id\":\"16505551234\",\"recipient_user_id\":\""
                    + BSUID
                    + "\",\"errors\":[{\"code\":131047},{\"code\":7}]"));

    assertThat(webhook.observations())
        .containsExactly(
            new SendFailed(PHONE_NUMBER_ID, PHONE, AT, "wamid.HBgL", 131047),
            new SendFailed(PHONE_NUMBER_ID, USER, AT, "wamid.HBgL", 131047));
  }

  @Test
  void aFailedSendToAGroupIsTheGroups() {
    Webhook webhook =
        readStatuses(
            status(
                "\"status\":\"failed\",\"recipient_type\":\"group\","
                    + "\"recipient_id\":\"Y2FwaV9ncm91cA==\""));

    assertThat(webhook.observations())
        .containsExactly(
            new SendFailed(PHONE_NUMBER_ID, new Contact("Y2FwaV9ncm91cA=="), AT, "wamid.HBgL", 0));
  }

  @Test
  void preferencesHaveTheirTimeAsANumber() {
    String preferences =
        "\"user_preferences\":["
            + "{\"wa_id\":\"16505551234\",\"user_id\":\""
            + BSUID
            + "\",\"value\":\"stop\","
            + "\"category\":\"marketing_messages\",\"timestamp\":1749416383},"
            + "{\"wa_id\":\"16505551234\",\"value\":\"resume\",\"timestamp\":\"1749416384\"},"
            + "{\"wa_id\":\"16505551234\",\"value\":\"maybe\",\"timestamp\":1749416385},"
            + "{\"wa_id\":\"16505551234\",\"value\":\"stop\",\"timestamp\":1749416385000}]";

    Webhook webhook = read(delivery(ofNumber("user_preferences", preferences)));

    assertThat(webhook.observations())
        .containsExactly(
            new MarketingPreference(PHONE_NUMBER_ID, PHONE, AT, true),
            new MarketingPreference(PHONE_NUMBER_ID, USER, AT, true),
            new MarketingPreference(PHONE_NUMBER_ID, PHONE, AT.plusSeconds(1), false));
    assertThat(webhook.skipped()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[]", "null", "7", "{\"entry\":{}}", "{\"entry\":[[]]}"})
  void jsonOfAnotherShapeSaysNothing(String body) {
    assertNothing(read(body));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "entry=1", "{\"entry\":[}", "\u0000"})
  void whatIsNotJsonIsReportedAsSuch(String body) {
    assertThatThrownBy(() -> read(body)).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void jsonWithoutAnEndIsReportedAsSuch() {
    assertThatThrownBy(() -> read("[".repeat(100_000))).isInstanceOf(UncheckedIOException.class);
  }
}
