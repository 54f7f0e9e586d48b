package io.sallyport.connector.kommo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sallyport.config.KommoConfig.DeliveryBody;
import io.sallyport.connector.kommo.ToKommo.Echo;
import io.sallyport.connector.kommo.ToKommo.Inbound;
import io.sallyport.connector.kommo.ToKommo.Moved;
import io.sallyport.connector.kommo.ToKommo.OldFile;
import io.sallyport.connector.kommo.ToKommo.Status;
import io.sallyport.connector.kommo.ToKommo.StatusOf;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Meta delivers, as Kommo is told it. */
class InboundMessageTest {

  private static final String CONTACT = "16505550102";
  private static final Instant AT = Instant.ofEpochSecond(1_790_000_000);

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static List<JsonNode> written(String type, String content) {
    JsonNode message = json("{\"type\":\"" + type + "\",\"" + type + "\":" + content + "}");
    return List.copyOf(
        new InboundMessage(message, media -> "link to " + media.path("id").asText()).written());
  }

  @ParameterizedTest
  @CsvSource({
    "image,{\"id\":\"1\"},picture",
    "video,{\"id\":\"1\"},video",
    "document,{\"id\":\"1\"},file",
    "sticker,{\"id\":\"1\"},sticker",
    "audio,'{\"id\":\"1\",\"voice\":true}',voice",
    "audio,{\"id\":\"1\"},audio",
  })
  void aFileIsALink(String type, String content, String kommo) {
    JsonNode message = written(type, content).get(0);

    assertThat(message.path("type").asText()).isEqualTo(kommo);
    assertThat(message.path("media").asText()).isEqualTo("link to 1");
    assertThat(message.path("file_name").asText()).isNotEmpty();
    assertThat(message.path("text").asText("none")).isEmpty();
  }

  @Test
  void aFileHasItsNameAndItsCaption() {
    JsonNode message =
        written("document", "{\"id\":\"1\",\"filename\":\"a.pdf\",\"caption\":\"Look\"}").get(0);

    assertThat(message.path("file_name").asText()).isEqualTo("a.pdf");
    assertThat(message.path("text").asText()).isEqualTo("Look");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "button|{\"text\":\"Yes\",\"payload\":\"p-1\"}|Yes|p-1",
        "interactive|{\"type\":\"list_reply\",\"list_reply\":{\"id\":\"r-1\",\"title\":\"Row\"}}"
            + "|Row|r-1",
        "interactive|{\"type\":\"button_reply\",\"button_reply\":{\"id\":\"b-1\",\"title\":\"B\"}}"
            + "|B|b-1",
      })
  void aChosenButtonOrRowHasItsCallbackData(String type, String content, String text, String data) {
    JsonNode message = written(type, content).get(0);

    assertThat(message.path("text").asText()).isEqualTo(text);
    assertThat(message.path("callback_data").asText()).isEqualTo(data);
  }

  @Test
  void aPlaceHasItsLongitudeAndLatitudeAsNumbers() {
    JsonNode message =
        written("location", "{\"latitude\":1.5,\"longitude\":2.5,\"name\":\"Shop\"}").get(0);

    assertThat(message.path("location")).isEqualTo(json("{\"lon\":2.5,\"lat\":1.5}"));
    assertThat(message.path("text").asText()).isEqualTo("Shop");
  }

  @Test
  void eachCardIsAMessage() {
    List<JsonNode> cards =
        written(
            "contacts",
            "[{\"name\":{\"formatted_name\":\"Ann\"},\"phones\":[{\"phone\":\"+16505550103\"}]},"
                + "{\"name\":{\"formatted_name\":\"Ben\"}}]");

    assertThat(cards.get(0).path("contact").path("name").asText()).isEqualTo("Ann");
    assertThat(cards.get(1).path("text").asText()).as("no phone").isEqualTo("[contact] Ben");
    assertThat(cards.get(0).path("contact").path("phone").asText()).isEqualTo("+16505550103");
  }

  @Test
  void whatKommoHasNoKindForIsNamed() {
    assertThat(written("order", "{}").get(0).path("text").asText()).isEqualTo("[order]");
    assertThat(written("unsupported", "{}").get(0).path("text").asText())
        .isEqualTo("[unsupported]");
  }

  private static List<ToKommo> items(JsonObject... entries) {
    return WebhookItems.of(json(Events.delivery(entries).encode()), World.NUMBER).items();
  }

  @Test
  void aMessageOfAnotherNumberOrGroupIsNotTold() {
    JsonObject group = Events.message(JsonObject.of("from", CONTACT), "text", AT);
    group.put("group_id", "group-1");

    assertThat(items(Events.messages(World.NUMBER, group))).isEmpty();
    assertThat(items(Events.inbound("999", JsonObject.of("from", CONTACT), "text", AT))).isEmpty();
    assertThat(items(Events.inbound(CONTACT, AT))).hasSize(1);
  }

  @Test
  void theNameIsTheContactsOwnElseThePhoneNumber() {
    JsonObject value =
        Events.of(World.NUMBER)
            .put(
                "contacts",
                JsonArray.of(
                    JsonObject.of("wa_id", CONTACT, "user_id", "US.77")
                        .put("profile", JsonObject.of("name", "Sample Name"))))
            .put(
                "messages",
                JsonArray.of(Events.message(JsonObject.of("from", CONTACT), "text", AT)));

    Inbound named = (Inbound) items(Events.change("messages", value)).get(0);
    Inbound bare = (Inbound) items(Events.inbound(CONTACT, AT)).get(0);

    assertThat(named.name()).isEqualTo("Sample Name");
    assertThat(named.contact().others()).extracting(it -> it.id()).containsExactly("US.77");
    assertThat(bare.name()).isEqualTo("+" + CONTACT);
  }

  @Test
  void ofSeveralPeopleInADeliveryEachHasItsOwnName() {
    JsonArray people =
        JsonArray.of(
            JsonObject.of("wa_id", "16505550104", "profile", JsonObject.of("name", "Other")),
            JsonObject.of("wa_id", CONTACT, "profile", JsonObject.of("name", "Own")));
    JsonObject value =
        Events.of(World.NUMBER)
            .put("contacts", people)
            .put(
                "messages",
                JsonArray.of(Events.message(JsonObject.of("from", CONTACT), "text", AT)));

    assertThat(((Inbound) items(Events.change("messages", value)).get(0)).name()).isEqualTo("Own");
  }

  @Test
  void aChangedNumberMovesTheChat() {
    JsonObject system = Events.message(JsonObject.of("from", CONTACT), "system", AT);
    system.put("system", JsonObject.of("wa_id", "16505550109"));

    Moved moved = (Moved) items(Events.messages(World.NUMBER, system)).get(0);

    assertThat(moved.before().first().id()).isEqualTo(CONTACT);
    assertThat(moved.now().first().id()).isEqualTo("16505550109");
  }

  @Test
  void echoesAreToldAsSuch() {
    JsonObject echo = Events.message(JsonObject.of("to", CONTACT), "text", AT);
    JsonObject value = Events.of(World.NUMBER).put("message_echoes", JsonArray.of(echo));

    assertThat(items(Events.change("smb_message_echoes", value)))
        .singleElement()
        .isInstanceOf(Echo.class);
  }

  @Test
  void whatIsWrittenInAGroupOnThePhoneIsNotTold() {
    JsonObject echo = Events.message(JsonObject.of("to", CONTACT), "text", AT).put("group_id", "g");
    JsonObject value = Events.of(World.NUMBER).put("message_echoes", JsonArray.of(echo));

    assertThat(items(Events.change("smb_message_echoes", value))).isEmpty();
  }

  /** Another app answers the contact; the gateway gets a copy. */
  @Test
  void whatIsToldOnStandbyIsToldToo() {
    JsonObject copy =
        JsonObject.of(
            "messages",
            JsonArray.of(Events.message(JsonObject.of("from", CONTACT), "text", AT)),
            "statuses",
            JsonArray.of(
                Events.status(CONTACT, "wamid.1", "read", AT)
                    .put("biz_opaque_callback_data", "kommo:m-1")));
    JsonObject value = Events.of(World.NUMBER).put("standby", copy);

    List<ToKommo> items = items(Events.change("standby", value));

    assertThat(items.get(0)).isInstanceOf(Inbound.class);
    assertThat(items.get(1)).isEqualTo(new Status(whole("m-1"), Status.READ, null));
  }

  private static CallbackData whole(String message) {
    return new CallbackData(message, 0);
  }

  @Test
  void onlyStatusesOfKommosMessagesAreTold() {
    assertThat(items(status("delivered", "kommo:m-1")))
        .containsExactly(new Status(whole("m-1"), Status.DELIVERED, null));
    assertThat(items(status("read", "kommo:m-1")))
        .containsExactly(new Status(whole("m-1"), Status.READ, null));
    assertThat(items(status("delivered", "kommo:m-1#2")))
        .containsExactly(new Status(new CallbackData("m-1", 2), Status.DELIVERED, null));
    assertThat(items(status("sent", "kommo:m-1"))).isEmpty();
    assertThat(items(status("delivered", "somebody's own"))).isEmpty();
    assertThat(items(status("delivered", "")))
        .containsExactly(new StatusOf("wamid.1", Status.DELIVERED, null));
  }

  @Test
  void historyIsToldTheOldestFirstAsWhatTheContactAndTheBusinessWrote() {
    JsonObject thread =
        JsonObject.of("id", CONTACT)
            .put(
                "messages",
                JsonArray.of(
                    old("15550783881", "wamid.2", 20),
                    old(CONTACT, "wamid.3", 30),
                    old(CONTACT, "wamid.1", 10)));
    JsonObject value =
        Events.of(World.NUMBER)
            .put("history", JsonArray.of(JsonObject.of("threads", JsonArray.of(thread))));

    List<ToKommo> items = items(Events.change("history", value));

    assertThat(items)
        .extracting(InboundMessageTest::id)
        .containsExactly("wamid.1", "wamid.2", "wamid.3");
    assertThat(items.get(0))
        .isInstanceOfSatisfying(Inbound.class, first -> assertThat(first.isOld()).isTrue());
    assertThat(items.get(1))
        .isInstanceOfSatisfying(
            Echo.class, echo -> assertThat(echo.contact().first().id()).isEqualTo(CONTACT));
  }

  private static JsonObject old(String from, String id, int second) {
    return JsonObject.of("from", from, "id", id, "timestamp", "17900000" + second, "type", "text")
        .put("text", JsonObject.of("body", id));
  }

  private static String id(ToKommo item) {
    JsonNode message = item instanceof Echo echo ? echo.message() : ((Inbound) item).message();
    return message.path("id").asText();
  }

  @Test
  void anOldFileComesAfterItsMessage() {
    JsonObject image = old(CONTACT, "wamid.4", 40).put("type", "image");
    JsonObject value = Events.of(World.NUMBER).put("messages", JsonArray.of(image));

    assertThat(items(Events.change("history", value)))
        .singleElement()
        .isInstanceOfSatisfying(
            OldFile.class, file -> assertThat(id(file.message())).isEqualTo("wamid.4"));
  }

  private static JsonObject status(String word, String data) {
    return Events.statuses(
        Events.status(CONTACT, "wamid.1", word, AT).put("biz_opaque_callback_data", data));
  }

  @ParameterizedTest
  @CsvSource({"131026,904", "190,902", "131000,903", "131016,903", "131049,905", "131047,905"})
  void aFailureHasKommosCodeAndMetasSentence(int metas, int kommos) {
    JsonObject error =
        JsonObject.of("code", metas, "title", "No")
            .put("error_data", JsonObject.of("details", "In words."));
    JsonObject failed =
        Events.status(CONTACT, "wamid.1", "failed", AT)
            .put("biz_opaque_callback_data", "kommo:m-1#2")
            .put("errors", JsonArray.of(error));

    assertThat(items(Events.statuses(failed)))
        .containsExactly(
            Status.failed(new CallbackData("m-1", 2), new Ending.Failed(kommos, "In words.")));
  }

  @Test
  void aStatusIsWrittenInTheFormThatIsConfigured() {
    Status read = new Status(whole("m-1"), Status.READ, null);
    Status failed = Status.failed(whole("m-1"), new Ending.Failed(905, "In words."));

    assertThat(StatusCalls.body(read, DeliveryBody.BOTH))
        .isEqualTo(json("{\"msgid\":\"m-1\",\"delivery_status\":2,\"status_code\":2}"));
    assertThat(StatusCalls.body(read, DeliveryBody.STATUS_CODE))
        .isEqualTo(json("{\"msgid\":\"m-1\",\"status_code\":2}"));
    assertThat(StatusCalls.body(failed, DeliveryBody.DELIVERY_STATUS))
        .isEqualTo(
            json(
                "{\"msgid\":\"m-1\",\"delivery_status\":-1,\"error_code\":905,"
                    + "\"error\":\"In words.\"}"));
  }
}
