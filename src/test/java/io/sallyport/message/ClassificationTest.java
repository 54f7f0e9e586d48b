package io.sallyport.message;

import static io.sallyport.message.Bodies.TO;
import static io.sallyport.message.Bodies.malformed;
import static io.sallyport.message.Bodies.understood;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contact.Contact;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassificationTest {

  private static final Contact CONTACT = new Contact("16505551234");

  private static final String TEXT = "\"text\":{\"body\":\"Yes\"}";

  private static final String TEMPLATE =
      "\"template\":{\"name\":\"spring_sale\",\"language\":{\"code\":\"en_US\"}}";

  private static final String READ = "\"messaging_product\":\"whatsapp\",\"status\":\"read\"";

  private static String body(String... members) {
    return "{" + String.join(",", members) + "}";
  }

  private static String type(String type) {
    return "\"type\":\"" + type + "\"";
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
        "interactive",
        "hologram",
        "templates"
      })
  void everyTypeButTemplateIsFreeForm(String type) {
    assertThat(understood(body(TO, type(type)))).isEqualTo(OutboundMessage.freeForm(CONTACT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"template", "Template", "TEMPLATE", " template "})
  void aTemplateIsATemplateInAnyCase(String type) {
    assertThat(understood(body(TO, type(type), TEMPLATE)))
        .isEqualTo(
            OutboundMessage.template(CONTACT, new TemplateCall("spring_sale", "en_US", List.of())));
  }

  @Test
  void withoutATypeTheContentTellsTheClass() {
    assertThat(understood(body(TO, TEXT)).sendClass()).isEqualTo(SendClass.FREE_FORM);
    assertThat(understood(body(TO, TEMPLATE)).sendClass()).isEqualTo(SendClass.TEMPLATE);
    assertThat(understood(body(TO, TEXT, "\"type\":null")).sendClass())
        .isEqualTo(SendClass.FREE_FORM);
    assertThat(understood(body(TO, TEMPLATE, "\"text\":null")).sendClass())
        .isEqualTo(SendClass.TEMPLATE);
    assertThat(understood(body(TO, TEXT, "\"template\":null")).sendClass())
        .isEqualTo(SendClass.FREE_FORM);
  }

  @Test
  void withoutATypeTextAndTemplateTogetherAreRefused() {
    assertThat(malformed(body(TO, TEXT, TEMPLATE))).contains("`text` and `template`");
  }

  @Test
  void withATypeTextAndTemplateTogetherAreOfThatType() {
    assertThat(understood(body(TO, type("text"), TEXT, TEMPLATE)).sendClass())
        .isEqualTo(SendClass.FREE_FORM);
    assertThat(understood(body(TO, type("template"), TEXT, TEMPLATE)).sendClass())
        .isEqualTo(SendClass.TEMPLATE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"to\":\"16505551234\"}", "{\"image\":{\"id\":\"1\"}}"})
  void withoutATypeOtherContentIsRefused(String body) {
    assertThat(malformed(body)).contains("There is no `type`");
  }

  @Test
  void aTemplateSendNeedsATemplate() {
    assertThat(malformed(body(TO, type("template"), TEXT))).contains("no `template` object");
    assertThat(malformed(body(TO, type("template"), "\"template\":null")))
        .contains("no `template` object");
  }

  @ParameterizedTest
  @CsvSource({"utility, UTILITY", "' Marketing ', MARKETING", "SERVICE, SERVICE", "new, NEW"})
  void aCategoryMakesItADirectSend(String category, String read) {
    assertThat(understood(body(TO, type("text"), TEXT, "\"category\":\"" + category + "\"")))
        .isEqualTo(OutboundMessage.directSend(CONTACT, read));
  }

  @Test
  void aTemplateStaysOneDespiteACategory() {
    assertThat(understood(body(TO, type("template"), TEMPLATE, "\"category\":\"utility\"")))
        .returns(SendClass.TEMPLATE, OutboundMessage::sendClass)
        .returns(null, OutboundMessage::directCategory);
  }

  @Test
  void aNullCategoryIsNone() {
    assertThat(understood(body(TO, TEXT, "\"category\":null")).sendClass())
        .isEqualTo(SendClass.FREE_FORM);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"message_id\":\"wamid.HBgLMTY1\"",
        "\"message_id\":\"wamid.HBgLMTY1\",\"typing_indicator\":{\"type\":\"text\"}",
        "\"to\":null",
        "\"type\":null,\"category\":null",
        "\"recipient_type\":\"individual\"",
        "\"recipient_type\":\"group\"",
        "\"to\":null,\"type\":null,\"text\":null,\"recipient_type\":\"individual\"",
        "\"recipient\":null,\"template\":null,\"template_name\":null,\"image\":null",
        "\"context\":null,\"biz_opaque_callback_data\":null,\"hologram\":null",
        "\"typing_indicator\":null"
      })
  void readReceiptsAndTypingAreControl(String more) {
    assertThat(understood(body(READ, more)))
        .isEqualTo(new OutboundMessage(SendClass.CONTROL, null, null, null, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"to\":\"16505551234\"",
        "\"to\":16505551234",
        "\"recipient\":\"US.13491208655302741918\"",
        "\"type\":\"text\"",
        "\"category\":\"utility\"",
        "\"to\":\"16505551234\",\"recipient_type\":\"individual\"",
        "\"to\":\"\"",
        "\"biz_opaque_callback_data\":\"order 7\"",
        "\"template_name\":\"spring_sale\"",
        "\"template\":{\"name\":\"spring_sale\",\"language\":{\"code\":\"en_US\"}}",
        "\"text\":{\"body\":\"Yes\"}",
        "\"image\":{\"id\":\"1\"}",
        "\"video\":{\"id\":\"1\"}",
        "\"audio\":{\"id\":\"1\"}",
        "\"document\":{\"id\":\"1\"}",
        "\"sticker\":{\"id\":\"1\"}",
        "\"location\":{\"latitude\":1}",
        "\"contacts\":[]",
        "\"reaction\":{\"emoji\":\"\"}",
        "\"interactive\":{\"type\":\"button\"}",
        "\"context\":{\"message_id\":\"wamid.HBgLMTY1\"}",
        "\"hologram\":{}"
      })
  void aMessageInTheDisguiseOfAControlCallIsRefused(String member) {
    assertThat(malformed(body(READ, member))).contains("stands alone");
    assertThat(malformed(body(member, READ))).contains("stands alone");
  }

  /** Nobody knows how Meta reads an override of nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"batch", "method", "_method", "ids", "Method"})
  void anOverrideIsRefusedEvenIfItIsNull(String member) {
    assertThat(malformed(body(TO, TEXT, "\"" + member + "\":null"))).contains("`" + member + "`");
  }

  @Test
  void aNullMemberOfAMessageIsAbsent() {
    assertThat(understood(body(TO, TEXT, "\"biz_opaque_callback_data\":null,\"context\":null")))
        .isEqualTo(OutboundMessage.freeForm(CONTACT));
    assertThat(malformed(body(TO, "\"text\":null"))).contains("There is no `type`");
    assertThat(malformed(body("\"to\":null", TEXT))).contains("`to` is required");
  }

  @Test
  void aNullStatusIsNone() {
    assertThat(understood(body("\"status\":null", TO, TEXT)).sendClass())
        .isEqualTo(SendClass.FREE_FORM);
  }

  @Test
  void aMessageHoldsWhatItsClassNeedsAndNothingElse() {
    assertThatThrownBy(() -> new OutboundMessage(SendClass.CONTROL, CONTACT, null, null, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new OutboundMessage(SendClass.FREE_FORM, null, null, null, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new OutboundMessage(SendClass.TEMPLATE, CONTACT, null, null, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new OutboundMessage(SendClass.FREE_FORM, CONTACT, null, "UTILITY", null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void aBlankTypeIsNoTypeAtAll(String type) {
    assertThat(malformed(body(TO, type(type)))).contains("`type` is empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "image", "interactive", "context", "contacts"})
  void contentWrittenAsAStringIsADisguiseToo(String member) {
    assertThat(malformed(body(READ, "\"" + member + "\":\"x\""))).contains("stands alone");
  }
}
