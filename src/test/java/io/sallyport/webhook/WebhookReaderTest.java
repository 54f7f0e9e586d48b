package io.sallyport.webhook;

import static io.sallyport.webhook.Deliveries.AT;
import static io.sallyport.webhook.Deliveries.PHONE_NUMBER_ID;
import static io.sallyport.webhook.Deliveries.SECOND_ID;
import static io.sallyport.webhook.Deliveries.WABA;
import static io.sallyport.webhook.Deliveries.change;
import static io.sallyport.webhook.Deliveries.delivery;
import static io.sallyport.webhook.Deliveries.entry;
import static io.sallyport.webhook.Deliveries.messages;
import static io.sallyport.webhook.Deliveries.names;
import static io.sallyport.webhook.Deliveries.ofNumber;
import static io.sallyport.webhook.Deliveries.read;
import static io.sallyport.webhook.Deliveries.reader;
import static io.sallyport.webhook.Deliveries.said;
import static io.sallyport.webhook.Deliveries.text;
import static io.sallyport.webhook.Deliveries.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.sallyport.ledger.NumberNews.Disabled;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Observation.Inbound;
import io.sallyport.ledger.Observation.Via;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The envelope; what items say is tested beside the class that reads them. */
class WebhookReaderTest {

  private static final Webhook NOTHING =
      new Webhook(Set.of(), List.of(), List.of(), List.of(), List.of(), 0, 0);

  private static Inbound inbound(Via via) {
    return new Inbound(PHONE_NUMBER_ID, names("16505551234"), AT, via, false);
  }

  private static Webhook readMessages(String... messages) {
    return read(delivery(ofNumber("messages", messages(messages))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "messages",
        "standby",
        "calls",
        "smb_message_echoes",
        "user_preferences",
        "history",
        "smb_app_state_sync",
        "novelty"
      })
  void everyWebhookThatNamesANumberCoversIt(String field) {
    assertThat(read(delivery(ofNumber(field, "'zz':1")))).isEqualTo(said(List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"account_update", "message_template_components_update", "account_alerts"})
  void aWebhookOfTheAccountCoversNoNumber(String field) {
    assertThat(read(delivery(change(field, "{'event':'NOVELTY'}"))).numbers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"history", "smb_app_state_sync", "calls", "flows", ""})
  void messagesUnderAnotherFieldAreNobodysNews(String field) {
    String members =
        messages(text("16505551234", "'1749416383'"))
            + ",'history':[{'metadata':{'phase':0},'threads':[{'id':'16505551234','messages':["
            + text("16505551234", "'1749416383'")
            + "]}]}],'state_sync':[{'type':'contact','action':'add',"
            + "'contact':{'phone_number':'16505551234'}}]";

    assertThat(read(delivery(ofNumber(field, members)))).isEqualTo(said(List.of()));
    assertThat(read(delivery("{'value':" + value(PHONE_NUMBER_ID, members) + "}")))
        .isEqualTo(said(List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"messages", "standby", "user_preferences", "smb_message_echoes", "calls"})
  void numbersThatAreNotConfiguredAreIgnored(String field) {
    String text = text("16505551234", "'1749416383'");
    String members =
        messages(text)
            + ",'standby':{"
            + messages(text)
            + "},'user_preferences':[{'wa_id':'16505551234','value':'stop','timestamp':1749416383}],"
            + "'message_echoes':[{'to':'16505551234','timestamp':'1749416383'}],"
            + "'calls':[{'event':'connect','from':'16505551234','timestamp':'1749416383'}]";

    assertThat(read(delivery(change(field, value(SECOND_ID, members))))).isEqualTo(NOTHING);
    assertThat(read(delivery(change(field, "{" + members + "}")))).isEqualTo(NOTHING);
    assertThat(read(delivery(ofNumber(field, members))).observations()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'1749416383'", "1749416383"})
  void aTimestampIsSecondsAsTextOrAsANumber(String timestamp) {
    assertThat(readMessages(text("16505551234", timestamp)))
        .isEqualTo(said(List.of(inbound(Via.MESSAGE))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1749416383000", "'1749416383000'", "0", "-1", "''", "'soon'", "null", "{}"})
  void aTimestampThatIsNotSecondsIsSkipped(String timestamp) {
    assertThat(readMessages(text("16505551234", timestamp)))
        .isEqualTo(
            new Webhook(Set.of(PHONE_NUMBER_ID), List.of(), List.of(), List.of(), List.of(), 0, 1));
  }

  @Test
  void oneBadItemNeverDropsTheOthers() {
    String good = text("16505551234", "'1749416383'");
    String noTime = "{'from':'16505551234','type':'text'}";
    String noSender = "{'timestamp':'1749416383','type':'text'}";
    String body =
        delivery(
            "7",
            ofNumber("messages", messages(noTime, good, noSender, "null", "[]", good)),
            change("messages", "null"),
            ofNumber("messages", "'statuses':[{'status':'failed'}],'messages':[]"),
            ofNumber("messages", "'statuses':{'a':1},'messages':{},'contacts':7"),
            change("message_template_status_update", "{'event':'APPROVED'}"),
            change("business_capability_update", "{'max_daily_conversations_per_business':0}"),
            ofNumber("standby", "'standby':{" + messages(good) + "}"));

    Webhook webhook = read(body);

    assertThat(webhook.observations())
        .containsExactly(inbound(Via.MESSAGE), inbound(Via.MESSAGE), inbound(Via.STANDBY));
    assertThat(webhook.skipped()).isEqualTo(7);
  }

  @Test
  void whatADeliverySaysKeepsItsOrder() {
    WebhookReader reader = reader(PHONE_NUMBER_ID, SECOND_ID);
    String first = text("16505551234", "1749416383");
    String second = text("16505551235", "1749416382");
    String ban =
        change(
            "account_update",
            "{'event':'DISABLED_UPDATE','ban_info':{'waba_ban_state':'DISABLE'}}");
    String body =
        "{'entry':["
            + entry(
                WABA,
                1_750_000_000L,
                change("messages", value(SECOND_ID, messages(second, first))),
                ban)
            + ",{},null,"
            + entry(
                WABA,
                1_750_000_000L,
                ban.replace("DISABLE'", "REINSTATE'"),
                ofNumber("messages", messages(first, second)))
            + "]}";

    Webhook webhook = read(reader, body);

    assertThat(webhook.observations())
        .extracting(Observation::phoneNumberId, it -> it.contact().first().id())
        .containsExactly(
            tuple(SECOND_ID, "16505551235"),
            tuple(SECOND_ID, "16505551234"),
            tuple(PHONE_NUMBER_ID, "16505551234"),
            tuple(PHONE_NUMBER_ID, "16505551235"));
    Instant told = Deliveries.TOLD;
    assertThat(webhook.numberNews())
        .containsExactly(
            new Disabled(PHONE_NUMBER_ID, told, true),
            new Disabled(SECOND_ID, told, true),
            new Disabled(PHONE_NUMBER_ID, told, false),
            new Disabled(SECOND_ID, told, false));
    assertThat(webhook.numbers()).containsExactly(SECOND_ID, PHONE_NUMBER_ID);
  }

  @Test
  void aRedeliveryIsReadAsTheFirst() {
    String body = delivery(ofNumber("messages", messages(text("16505551234", "1749416383"))));
    WebhookReader reader = reader(PHONE_NUMBER_ID);

    assertThat(read(reader, body)).isEqualTo(read(reader, body));
    assertThat(read(reader, body).observations()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[]", "null", "7", "{'entry':{}}", "{'entry':[[]]}"})
  void jsonOfAnotherShapeSaysNothing(String body) {
    assertThat(read(body)).isEqualTo(NOTHING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "entry=1", "{'entry':[}", "\u0000"})
  void whatIsNotJsonIsReportedAsSuch(String body) {
    assertThatThrownBy(() -> read(body)).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void jsonWithoutAnEndIsReportedAsSuch() {
    assertThatThrownBy(() -> read("[".repeat(100_000))).isInstanceOf(UncheckedIOException.class);
  }
}
