package io.sallyport.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.message.MetaError;
import io.sallyport.message.TemplateCall;
import io.sallyport.message.TemplateCall.Component;
import io.sallyport.message.TemplateCall.Parameter;
import io.sallyport.template.TemplateParameters.Mismatch;
import io.sallyport.template.TemplateParameters.Slot;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateParametersTest {

  private static final TemplateParameters NONE = new TemplateParameters(List.of());

  private static TemplateParameters needs(Slot... slots) {
    return new TemplateParameters(List.of(slots));
  }

  private static TemplateCall with(Component... components) {
    return new TemplateCall("order_update", "en_US", List.of(components));
  }

  private static List<Parameter> texts(String... names) {
    return Stream.of(names).map(name -> new Parameter("text", name)).toList();
  }

  private static Component header(String... names) {
    return new Component("header", null, null, texts(names));
  }

  private static Component header(Parameter parameter) {
    return new Component("header", null, null, List.of(parameter));
  }

  private static Component body(String... names) {
    return new Component("body", null, null, texts(names));
  }

  private static Component button(String index, String... names) {
    return new Component("button", "url", index, texts(names));
  }

  /** Refused with this error, and told so. */
  private static void refuses(
      TemplateParameters needed, TemplateCall call, MetaError error, String details) {
    assertThat(needed.mismatch(call)).contains(new Mismatch(error, details));
  }

  private static String count(String at, int given, int expected) {
    return at
        + ": number of localizable_params ("
        + given
        + ") does not match the expected number of params ("
        + expected
        + ")";
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
    Component body = body(Collections.nCopies(given, "").toArray(String[]::new));

    refuses(needed, with(body), MetaError.PARAMETER_COUNT, count("body", given, expected));
  }

  @Test
  void aComponentThatIsLeftOutHasNoParameters() {
    refuses(
        needs(Slot.positional("header", 1)),
        with(body()),
        MetaError.PARAMETER_COUNT,
        count("header", 0, 1));
  }

  @Test
  void aMediumThatIsMissingIsToldInMetasWords() {
    TemplateParameters needed = needs(Slot.mediaHeader("IMAGE"));
    String told = "header: Format mismatch, expected IMAGE, received UNKNOWN";

    refuses(needed, with(), MetaError.PARAMETER_FORMAT, told);
    refuses(needed, with(header()), MetaError.PARAMETER_FORMAT, told);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "video", "document", "location", "payload"})
  void aMediumOfAnotherKindIsToldInMetasWords(String kind) {
    refuses(
        needs(Slot.mediaHeader("IMAGE")),
        with(header(new Parameter(kind, ""))),
        MetaError.PARAMETER_FORMAT,
        "header: Format mismatch, expected IMAGE, received " + kind.toUpperCase(Locale.ROOT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"IMAGE", "VIDEO", "DOCUMENT", "LOCATION"})
  void aMediumOfItsKindFits(String kind) {
    TemplateParameters needed = needs(Slot.mediaHeader(kind));
    Parameter right = new Parameter(kind.toLowerCase(Locale.ROOT), "");
    Component two = new Component("header", null, null, List.of(right, right));

    assertThat(needed.mismatch(with(header(right)))).isEmpty();
    refuses(needed, with(two), MetaError.PARAMETER_COUNT, count("header", 2, 1));
  }

  @Test
  void aMediumWithoutATypeIsMetasAffair() {
    assertThat(needs(Slot.mediaHeader("IMAGE")).mismatch(with(header(new Parameter("", "")))))
        .isEmpty();
  }

  /** From a list that did not tell it, as a version before this one stored it. */
  @Test
  void aHeaderOfWhichTheMediumIsNotKnownIsOnlyCounted() {
    TemplateParameters old = TemplateParameters.ofText("header:1");

    assertThat(old.mismatch(with(header(new Parameter("video", ""))))).isEmpty();
    refuses(old, with(), MetaError.PARAMETER_COUNT, count("header", 0, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "01"})
  void aButtonIsFoundByItsIndex(String index) {
    TemplateParameters needed = needs(Slot.urlButton(1));
    String told = "buttons: Button at index 1 of type Url requires a parameter";

    assertThat(needed.mismatch(with(button("0", ""), button(index, "")))).isEmpty();
    refuses(needed, with(button("0", "")), MetaError.PARAMETER_MISSING, told);
    refuses(needed, with(button(index)), MetaError.PARAMETER_MISSING, told);
    refuses(needed, with(), MetaError.PARAMETER_MISSING, told);
    refuses(
        needed, with(button(index, "", "")), MetaError.PARAMETER_COUNT, count("button.1", 2, 1));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "first", "-1"})
  void aButtonThatMayStandAnywhereIsMetasAffair(@Nullable String index) {
    TemplateParameters needed = needs(Slot.positional("body", 1), Slot.urlButton(1));
    Component unplaced = new Component("button", "url", index, texts(""));

    assertThat(needed.mismatch(with(body(""), unplaced))).isEmpty();
    refuses(needed, with(unplaced), MetaError.PARAMETER_COUNT, count("body", 0, 1));
  }

  @Test
  void everyFaultIsToldAndTheFirstHasTheCode() {
    refuses(
        needs(Slot.mediaHeader("IMAGE"), Slot.positional("body", 1), Slot.urlButton(0)),
        with(body()),
        MetaError.PARAMETER_FORMAT,
        "header: Format mismatch, expected IMAGE, received UNKNOWN; "
            + count("body", 0, 1)
            + "; buttons: Button at index 0 of type Url requires a parameter");
    refuses(
        needs(Slot.urlButton(0)),
        with(header("")),
        MetaError.PARAMETER_MISSING,
        "buttons: Button at index 0 of type Url requires a parameter; " + count("header", 1, 0));
  }

  @Test
  void namesMustBeTheTemplatesInAnyOrder() {
    TemplateParameters needed = needs(named("body", "order", "first_name"));

    assertThat(needed.mismatch(with(body("first_name", "order")))).isEmpty();
    assertThat(needed.mismatch(with(body("order", "first_name")))).isEmpty();
    assertThat(needed.mismatch(with(body("order", "order")))).isPresent();
    refuses(
        needed,
        with(body("order", "last_name")),
        MetaError.PARAMETER_COUNT,
        "body: parameter_name must be [first_name, order], not [last_name, order]");
    refuses(needed, with(body("order")), MetaError.PARAMETER_COUNT, count("body", 1, 2));
  }

  /** As in platform-facts.md#template-parameter-errors. */
  @Test
  void aNameThatIsMissingIsAnInvalidParameter() {
    TemplateParameters needed = needs(named("body", "order", "first_name"));

    refuses(
        needed,
        with(body("", "")),
        MetaError.PARAMETER_COUNT,
        "body: Parameter name is missing or empty; parameter_name must be [first_name, order], not"
            + " [, ]");
    refuses(
        needed,
        with(body("order", "")),
        MetaError.PARAMETER_COUNT,
        "body: Parameter name is missing or empty; parameter_name must be [first_name, order], not"
            + " [, order]");
  }

  @Test
  void namesOfPositionalParametersAreMetasAffair() {
    assertThat(needs(Slot.positional("body", 1)).mismatch(with(body("anything")))).isEmpty();
  }

  @Test
  void whatIsNotListedIsLeftToMeta() {
    Component carousel = new Component("carousel", null, null, texts(""));
    Component offer = new Component("limited_time_offer", null, null, texts("", ""));

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
  void theMediumOfAHeaderIsBesideTheLine() {
    TemplateParameters parameters = needs(Slot.mediaHeader("IMAGE"), Slot.positional("body", 1));

    assertThat(parameters.asText()).as("as versions before read it").isEqualTo("header:1|body:1");
    assertThat(parameters.headerMedium()).isEqualTo("IMAGE");
    assertThat(TemplateParameters.ofText("header:1|body:1", "IMAGE")).isEqualTo(parameters);
    assertThat(needs(Slot.positional("header", 1)).headerMedium()).isNull();
  }

  @Test
  void aComponentLeftToMetaIsReadBackAndTakesAnything() {
    TemplateParameters open = needs(Slot.any("header"), Slot.positional("body", 1));

    assertThat(open.asText()).isEqualTo("header:*|body:1");
    assertThat(TemplateParameters.ofText(open.asText())).isEqualTo(open);
  }
}
