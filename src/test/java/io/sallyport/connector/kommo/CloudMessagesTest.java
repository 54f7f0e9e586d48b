package io.sallyport.connector.kommo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.connector.kommo.OfferedTemplates.Offered;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a manager writes, as the Cloud API takes it. */
class CloudMessagesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PHONE = "16505550101";
  private static final String ID = "0b4c2f5e-1111-4222-8333-444455556666";
  private static final String FILE = "https://files.example.com/a.bin";
  private static final String AT_META = "1013859600285441";

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Prepared prepared(JsonObject message) {
    JsonObject hook =
        JsonObject.of(
            "message",
            JsonObject.of(
                "conversation",
                JsonObject.of("id", "chat-1", "client_id", "n-" + PHONE),
                "message",
                JsonObject.of("id", ID).mergeIn(message)));
    Hook.Message read = (Hook.Message) Hook.read(json(hook.encode()));
    Hook.Filled filled = read.template();
    Offered offered = filled == null ? null : offered(filled.externalId());
    return new Prepared(read, offered, read.media().isEmpty() ? "" : AT_META);
  }

  /** Of the name before the slash; {@code named} has names for its places. */
  private static @Nullable Offered offered(String externalId) {
    int slash = externalId.indexOf('/');
    String name = externalId.substring(0, Math.max(0, slash));
    List<String> variables =
        switch (name) {
          case "named" -> List.of("first", "last");
          case "twice" -> List.of("2", "1", "2");
          default -> List.of();
        };
    return slash < 0 ? null : new Offered(name, externalId.substring(slash + 1), variables, null);
  }

  private static List<ObjectNode> parts(JsonObject message) throws Unsendable {
    return CloudMessages.of(PHONE, prepared(message), null);
  }

  /** Buttons in one row. */
  private static JsonObject buttons(String... texts) {
    JsonArray row = new JsonArray();
    for (String text : texts) {
      row.add(JsonObject.of("text", text));
    }
    return JsonObject.of("mode", "inline", "buttons", JsonArray.of(row));
  }

  private static ObjectNode only(JsonObject message) throws Unsendable {
    List<ObjectNode> parts = parts(message);
    assertThat(parts).hasSize(1);
    return parts.get(0);
  }

  private static JsonObject text(String text) {
    return JsonObject.of("type", "text", "text", text);
  }

  @Test
  void aTextIsAText() throws Unsendable {
    assertThat(only(text("Hello")))
        .isEqualTo(
            json(
                "{\"messaging_product\":\"whatsapp\",\"recipient_type\":\"individual\",\"to\":\""
                    + PHONE
                    + "\",\"type\":\"text\",\"text\":{\"body\":\"Hello\"},"
                    + "\"biz_opaque_callback_data\":\"kommo:"
                    + ID
                    + "\"}"));
  }

  @Test
  void aUserIdIsARecipientAndNotTo() throws Unsendable {
    ObjectNode body = CloudMessages.of("US.1234", prepared(text("Hello")), null).get(0);

    assertThat(body.path("recipient").asText()).isEqualTo("US.1234");
    assertThat(body.has("to")).isFalse();
  }

  @Test
  void anAnswerQuotesItsMessageAndATemplateDoesNot() throws Unsendable {
    Prepared answer = prepared(text("Yes"));
    Prepared template = prepared(template("order_update/en_US", "{{a}}", "a"));

    assertThat(
            CloudMessages.of(PHONE, answer, "wamid.abc").get(0).at("/context/message_id").asText())
        .isEqualTo("wamid.abc");
    assertThat(CloudMessages.of(PHONE, template, "wamid.abc").get(0).has("context")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"picture,image", "video,video", "file,document"})
  void aFileHasItsTextAsCaption(String kommo, String meta) throws Unsendable {
    ObjectNode body = only(media(kommo, "Look"));

    assertThat(body.path("type").asText()).isEqualTo(meta);
    assertThat(body.path(meta).path("id").asText()).isEqualTo(AT_META);
    assertThat(body.path(meta).path("caption").asText()).isEqualTo("Look");
    assertThat(body.path(meta).path("filename").asText("none"))
        .isEqualTo(meta.equals("document") ? "a.bin" : "none");
  }

  private static JsonObject media(String type, String text) {
    return JsonObject.of("type", type, "text", text, "media", FILE, "file_name", "a.bin");
  }

  @ParameterizedTest
  @CsvSource({"voice,audio", "audio,audio", "sticker,sticker"})
  void textBesideAVoiceOrStickerIsASecondMessage(String kommo, String meta) throws Unsendable {
    List<ObjectNode> parts = parts(media(kommo, "Listen"));

    assertThat(parts).extracting(it -> it.path("type").asText()).containsExactly(meta, "text");
    assertThat(parts)
        .extracting(it -> it.path("biz_opaque_callback_data").asText())
        .containsExactly("kommo:" + ID + "#1", "kommo:" + ID + "#2");
    assertThat(CallbackData.read("kommo:" + ID + "#2")).isEqualTo(new CallbackData(ID, 2));
    assertThat(CallbackData.read("kommo:" + ID + "#1")).isEqualTo(new CallbackData(ID, 1));
    assertThat(CallbackData.read("kommo:" + ID)).isEqualTo(new CallbackData(ID, 0));
    assertThat(parts(media(kommo, ""))).hasSize(1);
  }

  @Test
  void threeButtonsAreReplyButtonsAndFourAreAList() throws Unsendable {
    ObjectNode three = only(text("Which?").put("markup", buttons("A", "B", "C")));
    ObjectNode four = only(text("Which?").put("markup", buttons("A", "B", "C", "D")));

    assertThat(three.at("/interactive/type").asText()).isEqualTo("button");
    assertThat(three.at("/interactive/action/buttons/2/reply/title").asText()).isEqualTo("C");
    assertThat(four.at("/interactive/type").asText()).isEqualTo("list");
    assertThat(four.at("/interactive/action/sections/0/rows/3/title").asText()).isEqualTo("D");
  }

  @Test
  void aPictureIsTheHeaderOfItsButtonsAndAVoiceIsNot() throws Unsendable {
    ObjectNode both = only(media("picture", "Which?").put("markup", buttons("A")));
    List<ObjectNode> two = parts(media("voice", "Which?").put("markup", buttons("A")));

    assertThat(both.at("/interactive/header/image/id").asText()).isEqualTo(AT_META);
    assertThat(two)
        .extracting(it -> it.path("type").asText())
        .containsExactly("audio", "interactive");
  }

  @Test
  void oneButtonWithAnAddressOpensItAndBesideOthersItIsInTheText() throws Unsendable {
    JsonObject page = JsonObject.of("text", "Shop", "url", "https://shop.example.com");
    JsonObject alone = JsonObject.of("buttons", JsonArray.of(JsonArray.of(page)));
    JsonObject mixed =
        JsonObject.of("buttons", JsonArray.of(JsonArray.of(page, JsonObject.of("text", "No"))));

    ObjectNode one = only(text("See").put("markup", alone));
    ObjectNode both = only(text("See").put("markup", mixed));

    assertThat(one.at("/interactive/action/parameters/url").asText())
        .isEqualTo("https://shop.example.com");
    assertThat(both.at("/interactive/body/text").asText())
        .isEqualTo("See\nShop: https://shop.example.com");
    assertThat(both.at("/interactive/action/buttons")).hasSize(1);
  }

  @Test
  void aListIsAListWithItsCallbackData() throws Unsendable {
    ObjectNode body = only(text("").put("markup", list(2)));

    assertThat(body.at("/interactive/body/text").asText()).isEqualTo("Choose");
    assertThat(body.at("/interactive/action/sections/0/rows/1"))
        .isEqualTo(json("{\"id\":\"row-1\",\"title\":\"Row 1\"}"));
  }

  @Test
  void whatAListLeavesEmptyIsFilledIn() throws Unsendable {
    JsonObject markup = list(1);
    JsonObject menu = markup.getJsonObject("list_message").put("button", "").put("footer", "");
    menu.getJsonArray("sections")
        .getJsonObject(0)
        .getJsonArray("rows")
        .getJsonObject(0)
        .put("callback_data", "")
        .put("description", "");

    ObjectNode body = only(text("").put("markup", markup));

    assertThat(body.at("/interactive/action/button").asText()).isEqualTo("☰");
    assertThat(body.at("/interactive/action/sections/0/rows/0"))
        .isEqualTo(json("{\"id\":\"Row 0\",\"title\":\"Row 0\"}"));
  }

  private static JsonObject list(int rows) {
    JsonArray all = new JsonArray();
    for (int i = 0; i < rows; i++) {
      all.add(JsonObject.of("callback_data", "row-" + i, "title", "Row " + i));
    }
    JsonObject section = JsonObject.of("title", "All", "rows", all);
    return JsonObject.of(
        "list_message",
        JsonObject.of("body", "Choose", "button", "Open", "sections", JsonArray.of(section)));
  }

  @Test
  void whatIsOverMetasLimitsIsSaidInWords() {
    assertUnsendable(text("").put("markup", list(11)), "The list has 11 rows");
    assertUnsendable(text("Which?").put("markup", buttons("x".repeat(21))), "A button is too long");
    assertUnsendable(text("x".repeat(4097)), "The text is too long");
    assertUnsendable(text(" "), "The message is empty");
    assertUnsendable(JsonObject.of("type", "picture"), "Kommo gave no address");
    assertUnsendable(text("").put("markup", buttons("A")), "Buttons need a text");
    assertUnsendable(JsonObject.of("type", "<b>"), "of the kind \"?b?\"");
  }

  /** As many characters as Meta takes, and one more. */
  @ParameterizedTest
  @CsvSource({"header,60", "footer,60", "button,20", "body,1024"})
  void aListsWordsAreAsLongAsMetaTakesThem(String member, int most) throws Unsendable {
    JsonObject markup = list(1);
    JsonObject menu = markup.getJsonObject("list_message").put(member, "x".repeat(most));

    assertThat(only(text("").put("markup", markup)).toString()).contains("x".repeat(most));
    menu.put(member, "x".repeat(most + 1));
    assertUnsendable(text("").put("markup", markup), "at most " + most);
  }

  @ParameterizedTest
  @CsvSource({"title,24", "callback_data,200", "description,72"})
  void aRowsWordsAreAsLongAsMetaTakesThem(String member, int most) throws Unsendable {
    JsonObject markup = list(1);
    JsonObject section =
        markup.getJsonObject("list_message").getJsonArray("sections").getJsonObject(0);
    JsonObject row = section.getJsonArray("rows").getJsonObject(0).put(member, "x".repeat(most));

    assertThat(only(text("").put("markup", markup)).toString()).contains("x".repeat(most));
    row.put(member, "x".repeat(most + 1));
    assertUnsendable(text("").put("markup", markup), "at most " + most);
    row.put(member, "x");
    section.put("title", "x".repeat(25));
    assertUnsendable(text("").put("markup", markup), "at most 24");
  }

  @Test
  void textsAreAsLongAsMetaTakesThem() throws Unsendable {
    assertThat(only(text("x".repeat(4096))).at("/text/body").asText()).hasSize(4096);
    assertThat(only(media("picture", "x".repeat(1024))).at("/image/caption").asText())
        .hasSize(1024);
    assertUnsendable(media("picture", "x".repeat(1025)), "at most 1024");
    assertUnsendable(
        text("Which?").put("markup", buttons("A", "B", "C", "x".repeat(25))), "at most 24");
  }

  @Test
  void twoAddressesAloneAreNotSentAndMoreThanTenButtonsNeither() {
    JsonObject page = JsonObject.of("text", "Shop", "url", "https://shop.example.com");
    JsonArray both = JsonArray.of(JsonArray.of(page), JsonArray.of(page));

    assertUnsendable(
        text("See").put("markup", JsonObject.of("buttons", both)), "one button with an address");
    assertUnsendable(
        text("Which?")
            .put("markup", buttons("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11")),
        "The list has 11 rows");
  }

  @Test
  void aReactionIsTakenBackByAnEmptyOneAndTypingMarksAsRead() {
    assertThat(CloudMessages.reaction(PHONE, "wamid.a", null).path("reaction"))
        .isEqualTo(json("{\"message_id\":\"wamid.a\",\"emoji\":\"\"}"));
    assertThat(CloudMessages.typing("wamid.a"))
        .isEqualTo(
            json(
                "{\"messaging_product\":\"whatsapp\",\"status\":\"read\",\"message_id\":"
                    + "\"wamid.a\",\"typing_indicator\":{\"type\":\"text\"}}"));
  }

  private static void assertUnsendable(JsonObject message, String words) {
    assertThatThrownBy(() -> parts(message))
        .isInstanceOfSatisfying(
            Unsendable.class, why -> assertThat(why.sentence()).contains(words));
  }

  @Test
  void aTemplateHasAValueForEachMarkerInTheOrderOfTheText() throws Unsendable {
    ObjectNode body = only(template("order_update/en_US", "{{a}}, {{b}}, {{a}}", "a", "b"));

    assertThat(body.path("template"))
        .isEqualTo(
            json(
                "{\"name\":\"order_update\",\"language\":{\"code\":\"en_US\"},\"components\":[{\"type\":\"body\",\"parameters\":[{\"type\":\"text\",\"text\":\"value"
                    + " a\"},{\"type\":\"text\",\"text\":\"value"
                    + " b\"},{\"type\":\"text\",\"text\":\"value a\"}]}]}"));
  }

  @Test
  void whereMetasTextIsKnownAValueGoesToItsVariable() throws Unsendable {
    ObjectNode named = only(template("named/en_US", "{{b}} {{a}}", "a", "b"));
    ObjectNode twice = only(template("twice/en_US", "{{a}} {{b}} {{a}}", "a", "b"));
    ObjectNode other = only(template("twice/en_US", "{{a}} {{b}}", "a", "b"));

    assertThat(named.at("/template/components/0/parameters"))
        .isEqualTo(
            json(
                "[{\"type\":\"text\",\"parameter_name\":\"first\",\"text\":\"value b\"},"
                    + "{\"type\":\"text\",\"parameter_name\":\"last\",\"text\":\"value a\"}]"));
    assertThat(twice.at("/template/components/0/parameters").findValuesAsText("text"))
        .containsExactly("value b", "value a");
    assertThat(other.at("/template/components/0/parameters").findValuesAsText("text"))
        .containsExactly("value a", "value b");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "IMAGE, picture, ''",
        "IMAGE, text, needs a picture",
        "VIDEO, picture, needs a video",
        "DOCUMENT, file, ''",
        "'', text, ''",
        "'', picture, has no place for a file",
        "null, picture, ''",
        "null, text, ''"
      })
  void aTemplateIsSentWithTheFileThatItNeeds(@Nullable String header, String type, String why) {
    JsonObject hook = template("promo/de", "Hi").put("type", type);
    hook.put("media", type.equals("text") ? "" : FILE);
    Offered offered = new Offered("promo", "de", List.of(), header);

    assertThat(TemplateMessage.misfit(offered, prepared(hook).message())).contains(why);
    if (why.isEmpty()) {
      assertThat(TemplateMessage.misfit(offered, prepared(hook).message())).isEmpty();
    }
  }

  @Test
  void aPictureFillsATemplatesHeader() throws Unsendable {
    JsonObject hook = template("promo/de", "Hi").put("type", "picture").put("media", FILE);

    assertThat(only(hook).at("/template/components/0/parameters/0/image/id").asText())
        .isEqualTo(AT_META);
  }

  @Test
  void aMarkerWithoutAValueIsNotSent() {
    assertUnsendable(template("order_update/en_US", "{{a}} {{c}}", "a"), "has no value");
  }

  @Test
  void aTemplateThatIsNoneOfOursIsItsText() throws Unsendable {
    JsonObject general = template("", "Hi {{a}}", "a").put("text", "Hi value a");

    assertThat(only(general).at("/text/body").asText()).isEqualTo("Hi value a");
  }

  private static JsonObject template(String externalId, String content, String... keys) {
    JsonArray params = new JsonArray();
    for (String key : keys) {
      params.add(JsonObject.of("key", "{{" + key + "}}", "value", "value " + key));
    }
    return text("the text")
        .put(
            "template",
            JsonObject.of(
                "id", 7, "external_id", externalId, "content", content, "params", params));
  }

  @Test
  void theSameHookGivesTheSameBytes() throws Unsendable {
    JsonObject hook = media("voice", "Listen").put("markup", buttons("A", "B"));

    assertThat(parts(hook).toString()).isEqualTo(parts(hook).toString());
  }
}
