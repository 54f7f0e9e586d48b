package io.sallyport.message;

import static io.sallyport.message.Bodies.malformed;
import static io.sallyport.message.Bodies.understood;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.message.TemplateCall.Component;
import io.sallyport.message.TemplateCall.Parameter;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateReadingTest {

  private static String send(String template) {
    return "{\"to\":\"16505551234\",\"type\":\"template\",\"template\":" + template + "}";
  }

  private static String withComponents(String components) {
    return send(
        "{\"name\":\"spring_sale\",\"language\":{\"code\":\"en_US\"},\"components\":"
            + components
            + "}");
  }

  private static TemplateCall call(String body) {
    return Objects.requireNonNull(understood(body).template());
  }

  @Test
  void readsEveryComponentAndTheNamesOfItsParameters() {
    assertThat(call(Bodies.TEMPLATE))
        .isEqualTo(
            new TemplateCall(
                "order_confirmation",
                "en_US",
                List.of(
                    new Component("header", null, null, List.of(new Parameter("image", ""))),
                    new Component(
                        "body",
                        null,
                        null,
                        List.of(new Parameter("text", "first_name"), new Parameter("text", ""))),
                    new Component("button", "url", "0", List.of(new Parameter("text", ""))),
                    new Component("button", "quick_reply", "1", List.of()),
                    new Component("carousel", null, null, List.of()))));
  }

  @Test
  void nameAndLanguageAreKeptToTheLetter() {
    TemplateCall call =
        call(send("{\"language\":{\"policy\":{},\"code\":\"en-us\"},\"name\":\"Spring Sale\"}"));

    assertThat(call).isEqualTo(new TemplateCall("Spring Sale", "en-us", List.of()));
  }

  @Test
  void aNullMemberIsAbsent() {
    assertThat(
            call(
                send(
                    "{\"name\":\"spring_sale\",\"namespace\":null,\"language\":"
                        + "{\"code\":\"en_US\",\"policy\":null},\"components\":[{\"type\":\"body\","
                        + "\"sub_type\":null,\"index\":null,\"parameters\":null}]}")))
        .isEqualTo(
            new TemplateCall(
                "spring_sale", "en_US", List.of(new Component("body", null, null, List.of()))));
    assertThat(malformed(send("{\"name\":null,\"language\":{\"code\":\"en_US\"}}")))
        .isEqualTo(malformed(send("{\"name\":\"spring_sale\",\"language\":null}")))
        .contains("needs a `name` and a `language.code`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]"})
  void noComponentsMayBeWrittenInTwoWays(String components) {
    assertThat(call(withComponents(components)).components()).isEmpty();
  }

  @Test
  void aComponentMayLackItsParameters() {
    assertThat(call(withComponents("[{\"type\":\"body\",\"parameters\":null},{}]")).components())
        .containsExactly(
            new Component("body", null, null, List.of()), new Component("", null, null, List.of()));
  }

  @Test
  void aParameterNameIsOneOnlyOnTheParameterItself() {
    String inner = "{\"type\":\"text\",\"text\":{\"parameter_name\":\"inner\"}}";
    String number = "{\"parameter_name\":7}";

    assertThat(
            call(withComponents(
                    "[{\"type\":\"body\",\"parameters\":[" + inner + "," + number + "]}]"))
                .components())
        .containsExactly(
            new Component(
                "body", null, null, List.of(new Parameter("text", ""), new Parameter("", ""))));
  }

  @Test
  void theTypeOfAParameterIsReadInAnyCaseAndOnlyFromTheParameterItself() {
    String image = "{\"image\":{\"type\":\"inner\"},\"type\":\"IMAGE\"}";
    String number = "{\"type\":7}";

    assertThat(
            call(withComponents(
                    "[{\"type\":\"header\",\"parameters\":[" + image + "," + number + "]}]"))
                .components())
        .containsExactly(
            new Component(
                "header", null, null, List.of(new Parameter("image", ""), new Parameter("", ""))));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "0, 0",
        "'\"0\"', 0",
        "12, 12",
        "'\"12\"', 12",
        "null, none",
        "-1, none",
        "'\"\"', none",
        "'\"first\"', none",
        "0.5, none",
        "99999999999, none"
      })
  void anIndexIsANumberOrItsText(String index, Integer read) {
    TemplateCall call = call(withComponents("[{\"type\":\"button\",\"index\":" + index + "}]"));

    assertThat(call.components().get(0).buttonIndex()).isEqualTo(read);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"spring_sale\" | `template` must be an object",
        "[] | `template` must be an object",
        "7 | `template` must be an object",
        "{} | needs a `name` and a `language.code`",
        "{\"name\":\"a\"} | needs a `name` and a `language.code`",
        "{\"name\":\"a\",\"language\":{}} | needs a `name` and a `language.code`",
        "{\"name\":null,\"language\":{\"code\":\"en\"}} | needs a `name` and a `language.code`",
        "{\"name\":\"a\",\"language\":{\"code\":null}} | needs a `name` and a `language.code`",
        "{\"name\":7,\"language\":{\"code\":\"en\"}} | `template.name` must be a string",
        "{\"name\":\"a\",\"language\":\"en\"} | `template.language` must be an object",
        "{\"name\":\"a\",\"language\":{\"code\":[]}} | `template.language.code` must be a string"
      })
  void aTemplateNeedsANameAndALanguage(String template, String why) {
    assertThat(malformed(send(template))).contains(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | must be an array",
        "\"body\" | must be an array",
        "[7] | must hold objects",
        "[[]] | must hold objects",
        "[{\"type\":{}}] | must be plain values",
        "[{\"sub_type\":[]}] | must be plain values",
        "[{\"index\":{}}] | must be plain values",
        "[{\"parameters\":{}}] | must be an array",
        "[{\"parameters\":\"x\"}] | must be an array",
        "[{\"parameters\":[\"x\"]}] | must hold objects"
      })
  void componentsOfAnotherShapeAreRefused(String components, String why) {
    assertThat(malformed(withComponents(components))).contains(why);
  }
}
