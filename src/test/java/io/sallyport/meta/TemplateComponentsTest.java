package io.sallyport.meta;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sallyport.message.TemplateCall;
import io.sallyport.message.TemplateCall.Component;
import io.sallyport.message.TemplateCall.Parameter;
import io.sallyport.template.TemplateContent;
import io.sallyport.template.TemplateContent.Button;
import io.sallyport.template.TemplateParameters;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateComponentsTest {

  private static JsonNode json(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The slots as one line; of a template with these components. */
  private static String slots(String format, String components) {
    TemplateParameters parameters =
        TemplateComponents.parameters(
            json("{\"parameter_format\":\"" + format + "\",\"components\":[" + components + "]}"));
    return Objects.requireNonNull(parameters).asText();
  }

  private static String body(String text) {
    return "{\"type\":\"BODY\",\"text\":\"" + text + "\"}";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"components\":null}", "{\"components\":{}}", "{\"components\":\"x\"}"})
  void withoutComponentsNothingIsKnown(String template) {
    assertThat(TemplateComponents.parameters(json(template))).isNull();
  }

  private static TemplateContent content(String... components) {
    return Objects.requireNonNull(
        TemplateComponents.content(
            json("{\"components\":[" + String.join(",", components) + "]}")));
  }

  private static String buttons(String... buttons) {
    return "{\"type\":\"BUTTONS\",\"buttons\":[" + String.join(",", buttons) + "]}";
  }

  @Test
  void whatATemplateShows() {
    TemplateContent shown =
        content(
            "{\"type\":\"HEADER\",\"format\":\"TEXT\",\"text\":\"News\"}",
            body("Hi {{name}}, {{ order }} and {{name}}"),
            "{\"type\":\"FOOTER\",\"text\":\"Bye\"}",
            buttons(
                "{\"type\":\"QUICK_REPLY\",\"text\":\"Yes\"}",
                "{\"type\":\"PHONE_NUMBER\",\"text\":\"Call\"}",
                "{\"type\":\"URL\",\"text\":\"Look\",\"url\":\"https://example.com\"}"));

    assertThat(shown)
        .isEqualTo(
            new TemplateContent(
                "Hi {{name}}, {{ order }} and {{name}}",
                "News",
                "Bye",
                List.of(new Button("Yes", ""), new Button("Look", "https://example.com")),
                true));
    assertThat(shown.variables()).containsExactly("name", "order", "name");
    assertThat(TemplateComponents.content(json("{}"))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"CAROUSEL\",\"cards\":[]}",
        "{\"type\":\"LIMITED_TIME_OFFER\"}",
        "{\"type\":\"BUTTONS\",\"buttons\":[{\"type\":\"COPY_CODE\"}]}",
        "{\"type\":\"BUTTONS\",\"buttons\":[{\"type\":\"OTP\"},{\"type\":\"QUICK_REPLY\"}]}"
      })
  void whatNobodyCouldFillInIsSaid(String component) {
    assertThat(content(body("Hi")).isWhole()).isTrue();
    assertThat(content(body("Hi"), component).isWhole()).isFalse();
  }

  @Test
  void aTemplateWithoutVariablesNeedsNothing() {
    assertThat(slots("POSITIONAL", body("Hello") + ",{\"type\":\"FOOTER\",\"text\":\"{{1}}\"}"))
        .isEmpty();
    assertThat(slots("NAMED", "")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Hi {{1}}; body:1",
        "{{1}}, {{2}} and {{1}} again; body:2",
        "{{ 1 }}{{2}}; body:2",
        "{1} {{}} {{ }} { {2} }; ''"
      })
  void positionalVariablesAreCounted(String text, String slots) {
    assertThat(slots("POSITIONAL", body(text))).isEqualTo(slots);
    assertThat(slots("", body(text))).isEqualTo(slots);
  }

  @Test
  void namedVariablesAreNamed() {
    assertThat(slots("NAMED", body("{{order}} {{first_name}} {{order}}")))
        .isEqualTo("body=first_name,order");
    assertThat(slots("named", body("{{order}}"))).isEqualTo("body=order");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'\"format\":\"IMAGE\"'; header:1",
        "'\"format\":\"video\"'; header:1",
        "'\"format\":\"DOCUMENT\"'; header:1",
        "'\"format\":\"LOCATION\"'; header:1",
        "'\"format\":\"TEXT\",\"text\":\"Sale\"'; ''",
        "'\"format\":\"TEXT\",\"text\":\"Sale {{1}}\"'; header:1",
        "'\"text\":\"Sale {{1}}\"'; header:1"
      })
  void aHeaderNeedsItsMediumOrItsVariable(String members, String slots) {
    assertThat(slots("POSITIONAL", "{\"type\":\"HEADER\"," + members + "}")).isEqualTo(slots);
    assertThat(slots("POSITIONAL", "{\"type\":\"header\"," + members + "}")).isEqualTo(slots);
  }

  @ParameterizedTest
  @CsvSource({
    "image, IMAGE",
    "VIDEO, VIDEO",
    "Document, DOCUMENT",
    "LOCATION, LOCATION",
    "TEXT,",
    "GIF,",
    "PRODUCT,"
  })
  void theMediumOfAHeaderIsKept(String format, @Nullable String medium) {
    String header = "{\"type\":\"HEADER\",\"text\":\"{{1}}\",\"format\":\"" + format + "\"}";
    TemplateParameters parameters =
        TemplateComponents.parameters(json("{\"components\":[" + header + "]}"));

    assertThat(Objects.requireNonNull(parameters).headerMedium()).isEqualTo(medium);
  }

  @Test
  void aNamedHeaderIsNamed() {
    assertThat(slots("NAMED", "{\"type\":\"HEADER\",\"format\":\"TEXT\",\"text\":\"{{sale}}\"}"))
        .isEqualTo("header=sale");
  }

  @Test
  void onlyUrlButtonsWithAVariableMustBeFilledIn() {
    assertThat(
            slots(
                "NAMED",
                "{\"type\":\"BUTTONS\",\"buttons\":["
                    + "{\"type\":\"QUICK_REPLY\",\"text\":\"Stop {{1}}\"},"
                    + "{\"type\":\"URL\",\"url\":\"https://example.com/\"},"
                    + "{\"type\":\"url\",\"url\":\"https://example.com/{{1}}\"},"
                    + "{\"type\":\"COPY_CODE\"},{\"type\":\"PHONE_NUMBER\"}]}"))
        .isEqualTo("button.2:1");
  }

  @Test
  void aCarouselIsLeftToMeta() {
    assertThat(
            slots(
                "POSITIONAL",
                body("{{1}}")
                    + ",{\"type\":\"CAROUSEL\",\"cards\":[{\"components\":["
                    + body("{{1}}{{2}}")
                    + "]}]},{\"type\":\"LIMITED_TIME_OFFER\"},7,null"))
        .isEqualTo("body:1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PRODUCT", "GIF", "NOVELTY"})
  void aHeaderWeDoNotKnowIsLeftToMeta(String format) {
    TemplateParameters needed =
        TemplateComponents.parameters(
            json("{\"components\":[{\"type\":\"HEADER\",\"format\":\"" + format + "\"}]}"));
    Component header = new Component("header", null, null, List.of(new Parameter("", "")));

    assertThat(needed.mismatch(new TemplateCall("a", "en", List.of(header)))).isEmpty();
    assertThat(needed.mismatch(new TemplateCall("a", "en", List.of()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{{a|b}}", "{{a,b}}", "{{a=b}}"})
  void aVariableMetaDoesNotAllowIsLeftToMeta(String text) {
    assertThat(slots("NAMED", body(text))).isEqualTo("body:*");
  }
}
