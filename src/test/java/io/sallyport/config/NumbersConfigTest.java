package io.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.NumbersConfig.Mode;
import io.sallyport.config.NumbersConfig.PhoneNumber;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A number's keys, in every way in which the configuration library's own can be written. */
class NumbersConfigTest {

  private static final String ID = "106540352242922";
  private static final String KEY = "sallyport.numbers.\"" + ID + "\".";
  private static final String WABA = "102290129340398";

  /** As the environment, which wins, and a file have it, in the profile prod. */
  private static NumbersConfig read(Map<String, String> environment, Map<String, String> file) {
    return NumbersConfig.of(
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .addDiscoveredCustomizers()
            .addDefaultInterceptors()
            .withProfile("prod")
            .withMapping(SallyportConfig.class)
            .withSources(
                new EnvConfigSource(environment, 300),
                new PropertiesConfigSource(new HashMap<>(file), "the-file", 100))
            .build());
  }

  private static NumbersConfig file(String... keysAndValues) {
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      all.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return read(Map.of(), all);
  }

  private static PhoneNumber only(NumbersConfig numbers) {
    assertThat(numbers.problems()).isEmpty();
    assertThat(numbers.ids()).containsExactly(ID);
    return numbers.byId().get(ID);
  }

  /** Every key, after this prefix. */
  private static Map<String, String> whole(String prefix) {
    Map<String, String> all = new HashMap<>();
    all.put(prefix + "waba-id", WABA);
    all.put(prefix + "access-token", "EAAJ");
    all.put(prefix + "country", "IN");
    all.put(prefix + "portfolio", "7");
    all.put(prefix + "mode", "coexistence");
    all.put(prefix + "throughput", "15");
    all.put(prefix + "messaging-limit", "TIER_2K");
    return all;
  }

  private static Map<String, String> variables(Map<String, String> keys) {
    Map<String, String> variables = new HashMap<>();
    keys.forEach((key, value) -> variables.put(variable(key), value));
    return variables;
  }

  private static String variable(String key) {
    return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  private static void isWhole(PhoneNumber number) {
    assertThat(number.wabaId()).contains(WABA);
    assertThat(number.accessToken()).contains("EAAJ");
    assertThat(number.country()).contains("IN");
    assertThat(number.portfolio()).contains("7");
    assertThat(number.mode()).contains(Mode.COEXISTENCE);
    assertThat(number.throughput()).hasValue(15);
    assertThat(number.messagingLimit()).contains("TIER_2K");
  }

  @ParameterizedTest
  @ValueSource(strings = {KEY, "sallyport.numbers." + ID + ".", "%prod." + KEY})
  void aFileHasEveryKey(String prefix) {
    isWhole(only(read(Map.of(), whole(prefix))));
  }

  @ParameterizedTest
  @ValueSource(strings = {KEY, "sallyport.numbers." + ID + ".", "%prod." + KEY})
  void theEnvironmentHasEveryKey(String prefix) {
    isWhole(only(read(variables(whole(prefix)), Map.of())));
  }

  @Test
  void noKeyIsLeftOut() {
    Stream<String> keys = whole("sallyport.numbers.*.").keySet().stream();

    assertThat(keys)
        .containsExactlyInAnyOrderElementsOf(
            ConfigKeys.ALL.keySet().stream()
                .filter(key -> key.startsWith("sallyport.numbers."))
                .toList());
  }

  @Test
  void whatIsNotSetIsLeftToTheWaba() {
    PhoneNumber number = only(file(KEY + "country", "IN"));

    assertThat(number.wabaId()).isEmpty();
    assertThat(number.accessToken()).isEmpty();
    assertThat(number.portfolio()).isEmpty();
    assertThat(number.mode()).isEmpty();
    assertThat(number.throughput()).isEmpty();
    assertThat(number.messagingLimit()).isEmpty();
  }

  /** A WABA's, in every way as well. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aWabaHasEveryKey(boolean inEnvironment) {
    String prefix = "sallyport.wabas.\"" + WABA + "\".";
    Map<String, String> all =
        Map.of(
            prefix + "access-token", "EAAJ",
            prefix + "portfolio", "7",
            prefix + "app", "shop",
            prefix + "time-zone", "Europe/Lisbon");
    NumbersConfig read = inEnvironment ? read(variables(all), Map.of()) : read(Map.of(), all);

    assertThat(read.problems()).isEmpty();
    assertThat(read.wabas()).containsOnlyKeys(WABA);
    NumbersConfig.Waba waba = read.wabas().get(WABA);
    assertThat(waba.accessToken()).contains("EAAJ");
    assertThat(waba.portfolio()).contains("7");
    assertThat(waba.app()).contains("shop");
    assertThat(waba.timeZone()).contains("Europe/Lisbon");
  }

  @Test
  void anEmptyValueIsNone() {
    PhoneNumber number =
        only(read(variables(Map.of(KEY + "access-token", "")), Map.of(KEY + "waba-id", WABA)));

    assertThat(number.accessToken()).isEmpty();
  }

  @Test
  void theEnvironmentWinsKeyByKey() {
    Map<String, String> file = whole(KEY);

    PhoneNumber number = only(read(variables(Map.of(KEY + "waba-id", "1")), file));

    assertThat(number.wabaId()).contains("1");
    assertThat(number.accessToken()).contains("EAAJ");
  }

  @ParameterizedTest
  @ValueSource(strings = {KEY, "sallyport.numbers." + ID + "."})
  void withAndWithoutQuotesItIsOneNumber(String key) {
    String other = key.equals(KEY) ? "sallyport.numbers." + ID + "." : KEY;

    PhoneNumber number =
        only(
            read(
                variables(Map.of(key + "waba-id", "1")),
                Map.of(other + "waba-id", WABA, other + "access-token", "EAAJ")));

    assertThat(number.wabaId()).contains("1");
    assertThat(number.accessToken()).contains("EAAJ");
  }

  @Test
  void anotherProfilesKeysAreNotRead() {
    assertThat(file("%dev." + KEY + "waba-id", WABA).ids()).isEmpty();
    assertThat(only(file(KEY + "waba-id", "1", "%prod." + KEY + "waba-id", "2")).wabaId())
        .contains("2");
  }

  @Test
  void aValueMayNameAnotherKey() {
    PhoneNumber number = only(file(KEY + "waba-id", "${the.waba}", "the.waba", WABA));

    assertThat(number.wabaId()).contains(WABA);
  }

  @ParameterizedTest
  @CsvSource({
    "throughput, many, many",
    "mode, clouds, clouds",
  })
  void aWrongValueIsNamedWithItsKey(String key, String value, String told) {
    NumbersConfig numbers = file(KEY + key, value);

    assertThat(numbers.problems()).singleElement().asString().contains(KEY + key).contains(told);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        KEY + "waba",
        KEY + "waba.id",
        KEY + "waba-id.x",
        KEY + "waba-id[0]",
        "sallyport.numbers.\"" + ID + "\"",
        "sallyport.numbers." + ID,
        "sallyport.numbers",
        "sallyport.numbers-x." + ID + ".waba-id",
        "sallyport.numbers[0].waba-id"
      })
  void aKeyThatIsNoneIsNamedWithItsFile(String key) {
    NumbersConfig numbers = file(key, WABA);

    assertThat(numbers.problems())
        .singleElement()
        .asString()
        .startsWith(key + " in ")
        .contains("the-file");
    assertThat(numbers.ids()).isEmpty();
  }

  /** {@link ConfigKeysTest} has those. */
  @Test
  void aVariableThatIsNoKeyIsLeftToConfigKeys() {
    NumbersConfig numbers = read(variables(Map.of(KEY + "waba", WABA)), Map.of());

    assertThat(numbers.problems()).isEmpty();
    assertThat(numbers.ids()).isEmpty();
  }
}
