package io.sallyport.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.message.TemplateCall;
import io.sallyport.message.TemplateCall.Component;
import io.sallyport.template.TemplateParameters.Slot;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateParametersTest {

  private static final TemplateParameters NONE = new TemplateParameters(List.of());

  private static TemplateParameters needs(Slot... slots) {
    return new TemplateParameters(List.of(slots));
  }

  private static TemplateCall with(Component... components) {
    return new TemplateCall("order_update", "en_US", List.of(components));
  }

  private static Component header(String... parameters) {
    return new Component("header", null, null, Arrays.asList(parameters));
  }

  private static Component body(String... parameters) {
    return new Component("body", null, null, Arrays.asList(parameters));
  }

  private static Component button(String index, String... parameters) {
    return new Component("button", "url", index, Arrays.asList(parameters));
  }

  private static Slot named(String at, String... names) {
    return Slot.named(at, new TreeSet<>(Arrays.asList(names)));
  }

  @Test
  void theRightParametersFit() {
    TemplateParameters needed =
        needs(
            Slot.positional("header", 1),
            Slot.positional("body", 2),
            Slot.positional("button.1", 1));

    assertThat(needed.mismatch(with(button("1", ""), body("", ""), header("")))).isEmpty();
    assertThat(NONE.mismatch(with())).isEmpty();
    assertThat(NONE.mismatch(with(header(), body()))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, 2", "1, 2", "3, 2", "1, 0"})
  void aWrongNumberIsToldInMetasWords(int given, int expected) {
    TemplateParameters needed = expected == 0 ? NONE : needs(Slot.positional("body", expected));
    Component body = new Component("body", null, null, java.util.Collections.nCopies(given, ""));

    assertThat(needed.mismatch(with(body)))
        .contains(
            "body: number of localizable_params ("
                + given
                + ") does not match the expected number of params ("
                + expected
                + ")");
  }

  @Test
  void aComponentThatIsLeftOutHasNoParameters() {
    assertThat(needs(Slot.positional("header", 1)).mismatch(with(body())))
        .hasValueSatisfying(why -> assertThat(why).startsWith("header: ").contains("(0)"));
  }

  @Test
  void aButtonIsFoundByItsIndex() {
    TemplateParameters needed = needs(Slot.positional("button.1", 1));

    assertThat(needed.mismatch(with(button("0", ""), button("1", "")))).isEmpty();
    assertThat(needed.mismatch(with(button("0", "")))).isPresent();
  }

  @Test
  void everyFaultIsTold() {
    assertThat(
            needs(Slot.positional("body", 1), Slot.positional("button.0", 1))
                .mismatch(with(header(""), body())))
        .hasValueSatisfying(
            why ->
                assertThat(why.split("; "))
                    .satisfiesExactly(
                        first -> assertThat(first).startsWith("body: "),
                        second -> assertThat(second).startsWith("button.0: "),
                        third -> assertThat(third).startsWith("header: ")));
  }

  @Test
  void namesMustBeTheTemplatesInAnyOrder() {
    TemplateParameters needed = needs(named("body", "order", "first_name"));

    assertThat(needed.mismatch(with(body("first_name", "order")))).isEmpty();
    assertThat(needed.mismatch(with(body("order", "first_name")))).isEmpty();
    assertThat(needed.mismatch(with(body("order", "order")))).isPresent();
    assertThat(needed.mismatch(with(body("", "")))).isPresent();
    assertThat(needed.mismatch(with(body("order", "last_name"))))
        .contains("body: parameter_name must be [first_name, order], not [last_name, order]");
  }

  @Test
  void namesOfPositionalParametersAreMetasAffair() {
    assertThat(needs(Slot.positional("body", 1)).mismatch(with(body("anything")))).isEmpty();
  }

  @Test
  void whatIsNotListedIsLeftToMeta() {
    Component carousel = new Component("carousel", null, null, List.of(""));
    Component offer = new Component("limited_time_offer", null, null, List.of("", ""));

    assertThat(NONE.mismatch(with(carousel, offer, button("0", "")))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "''",
        "body:3",
        "header:1|body:12|button.0:1|button.1:1",
        "body=first_name",
        "header:1|body=first_name,order_number|button.0:1"
      })
  void theLineForAStoreIsReadBackAsWritten(String line) {
    TemplateParameters read = TemplateParameters.ofText(line);

    assertThat(read.asText()).isEqualTo(line);
    assertThat(TemplateParameters.ofText(read.asText())).isEqualTo(read);
  }

  @Test
  void theLineForAStoreHoldsEverySlot() {
    TemplateParameters parameters =
        needs(
            Slot.positional("header", 1),
            named("body", "order_number", "first_name"),
            Slot.positional("button.0", 1));

    assertThat(parameters.asText()).isEqualTo("header:1|body=first_name,order_number|button.0:1");
    assertThat(TemplateParameters.ofText(parameters.asText())).isEqualTo(parameters);
  }

  @Test
  void aComponentLeftToMetaIsReadBackAndTakesAnything() {
    TemplateParameters open = needs(Slot.any("header"), Slot.positional("body", 1));

    assertThat(open.asText()).isEqualTo("header:*|body:1");
    assertThat(TemplateParameters.ofText(open.asText())).isEqualTo(open);
  }
}
