package io.sallyport.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextAsTemplateTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static byte[] made(String body) {
    return TextAsTemplate.of(
        body.getBytes(StandardCharsets.UTF_8), "order_update", "en_US", "order");
  }

  private static String text(String text) {
    return "{\"to\":\"16505551234\",\"text\":{\"body\":\"" + text + "\"}}";
  }

  private static String value(byte[] made) throws IOException {
    return JSON.readTree(made).at("/template/components/0/parameters/0/text").textValue();
  }

  @Test
  void theTextIsTheOneVariableAndTheRestIsCarriedAlong() throws IOException {
    JsonNode made =
        JSON.readTree(
            made(
                "{\"messaging_product\":\"whatsapp\",\"recipient_type\":\"individual\","
                    + "\"to\":\"16505551234\",\"recipient\":\"US.13491208655302741918\","
                    + "\"context\":{\"message_id\":\"wamid.A\"},\"type\":\"text\","
                    + "\"text\":{\"preview_url\":true,\"body\":\"It is packed.\"},"
                    + "\"biz_opaque_callback_data\":\"row 7\"}"));

    assertThat(made)
        .isEqualTo(
            JSON.readTree(
                "{\"messaging_product\":\"whatsapp\",\"recipient_type\":\"individual\","
                    + "\"to\":\"16505551234\",\"recipient\":\"US.13491208655302741918\","
                    + "\"context\":{\"message_id\":\"wamid.A\"},"
                    + "\"biz_opaque_callback_data\":\"row 7\",\"type\":\"template\","
                    + "\"template\":{\"name\":\"order_update\",\"language\":{\"code\":\"en_US\"},"
                    + "\"components\":[{\"type\":\"body\",\"parameters\":[{\"type\":\"text\","
                    + "\"parameter_name\":\"order\",\"text\":\"It is packed.\"}]}]}}"));
  }

  @Test
  void aPositionalVariableHasNoName() throws IOException {
    byte[] made =
        TextAsTemplate.of(
            text("hi").getBytes(StandardCharsets.UTF_8), "order_update", "en_US", null);

    assertThat(JSON.readTree(made).findValue("parameter_name")).isNull();
  }

  @Test
  void aMemberThatIsNullIsAbsent() throws IOException {
    JsonNode made =
        JSON.readTree(
            made(
                "{\"to\":null,\"recipient\":\"US.13491208655302741918\",\"type\":null,"
                    + "\"recipient_type\":null,\"context\":null,\"text\":{\"body\":\"hi\"}}"));

    assertThat(made.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("recipient", "type", "template");
  }

  /** Meta takes neither in a variable. */
  @ParameterizedTest
  @CsvSource({
    "'  two  words ', 'two words'",
    "'one\\n\\ntwo\\tthree', 'one two three'",
    "'one\\u00a0\\u2003two', 'one two'"
  })
  void whiteSpaceIsOneSpace(String text, String value) throws IOException {
    assertThat(value(made(text(text)))).isEqualTo(value);
  }

  @Test
  void codePointsAreCountedWhenWhiteSpaceIsGone() throws IOException {
    String longest = "\uD83D\uDE00".repeat(TextAsTemplate.LONGEST - 2);

    assertThat(value(made(text(longest + "  a  ")))).isEqualTo(longest + " a");
    assertThat(made(text(longest + " ab"))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"to\":\"1\",\"type\":\"image\",\"image\":{\"id\":\"7\"},\"text\":{\"body\":\"hi\"}}",
        "{\"to\":\"1\",\"type\":\"text\",\"text\":{\"body\":\" \\n \"}}",
        "{\"to\":\"1\",\"type\":\"text\",\"text\":{\"body\":7}}",
        "{\"to\":\"1\",\"type\":\"text\"}",
        "{\"recipient_type\":\"group\",\"to\":\"Z1\",\"text\":{\"body\":\"hi\"}}"
      })
  void nothingElseIs(String body) {
    assertThat(made(body)).isNull();
  }
}
