package io.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.rule.Enforcement;
import io.sallyport.rule.Reason;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleSwitchesTest {

  private static final String KEY = "sallyport.policy.enforcement.";

  /** As the environment, which wins, and a file have it. */
  private static RuleSwitches read(Map<String, String> environment, Map<String, String> file) {
    return RuleSwitches.of(
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(SallyportConfig.class)
            .withSources(
                new EnvConfigSource(environment, 300),
                new PropertiesConfigSource(new HashMap<>(file), "test", 100))
            .build()
            .getConfigMapping(SallyportConfig.class)
            .policy());
  }

  static Stream<Reason> optional() {
    return Stream.of(Reason.values()).filter(Reason::isOptional);
  }

  private static RuleSwitches onlyObserved(Reason reason) {
    return new RuleSwitches(Map.of(reason, Enforcement.OBSERVE), List.of());
  }

  @ParameterizedTest
  @MethodSource("optional")
  void aRuleIsSwitchedByItsReason(Reason reason) {
    String quoted = KEY + "\"" + reason.wire() + "\"";
    String bare = KEY + reason.wire();
    String dashed = KEY + "\"" + reason.wire().replace('_', '-') + "\"";

    for (String key : new String[] {quoted, bare, dashed}) {
      assertThat(read(Map.of(), Map.of(key, "observe"))).as(key).isEqualTo(onlyObserved(reason));
    }
  }

  /** The library makes {@code window.closed} of both spellings. */
  @ParameterizedTest
  @MethodSource("optional")
  void aRuleIsSwitchedByTheEnvironment(Reason reason) {
    String quoted = "SALLYPORT_POLICY_ENFORCEMENT__" + reason.name() + "_";
    String bare = "SALLYPORT_POLICY_ENFORCEMENT_" + reason.name();

    for (String variable : new String[] {quoted, bare}) {
      assertThat(read(Map.of(variable, "observe"), Map.of()))
          .as(variable)
          .isEqualTo(onlyObserved(reason));
      assertThat(ConfigKeys.unknown(Map.of(variable, "observe").keySet())).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SALLYPORT_POLICY_ENFORCEMENT__WINDOW_CLOSED_, '\"window_closed\"'",
    "SALLYPORT_POLICY_ENFORCEMENT__WINDOW_CLOSED_, '\"window-closed\"'",
    "SALLYPORT_POLICY_ENFORCEMENT_WINDOW_CLOSED, window_closed",
    "SALLYPORT_POLICY_ENFORCEMENT_WINDOW_CLOSED, window-closed"
  })
  void theEnvironmentWinsOverTheSameKeyOfAFile(String variable, String key) {
    RuleSwitches switches = read(Map.of(variable, "observe"), Map.of(KEY + key, "off"));

    assertThat(switches).isEqualTo(onlyObserved(Reason.WINDOW_CLOSED));
  }

  @ParameterizedTest
  @EnumSource(Enforcement.class)
  void everyEnforcementCanBeChosen(Enforcement enforcement) {
    String word = enforcement.name().toLowerCase(Locale.ROOT);

    assertThat(read(Map.of(), Map.of(KEY + "opted_out", word)).byReason())
        .containsExactly(Map.entry(Reason.OPTED_OUT, enforcement));
  }

  @Test
  void nothingIsSwitchedByItself() {
    assertThat(read(Map.of(), Map.of())).isEqualTo(new RuleSwitches(Map.of(), List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"window_closd", "undecided", "invalid_body", "window"})
  void whatIsNoRuleIsNamedWithThoseThatAre(String name) {
    RuleSwitches switches = read(Map.of(), Map.of(KEY + "\"" + name + "\"", "off"));

    assertThat(switches.byReason()).isEmpty();
    assertThat(switches.problems())
        .singleElement()
        .asString()
        .startsWith(KEY + "\"" + name + "\" is no rule that can be switched")
        .contains("unsupported_category, unknown_template,")
        .contains("window_closed")
        .doesNotContain("invalid_body,");
  }

  @Test
  void twoSpellingsMustSayTheSame() {
    Map<String, String> alike = Map.of(KEY + "no_opt_in", "off", KEY + "no-opt-in", "off");
    Map<String, String> unlike = Map.of(KEY + "no_opt_in", "off", KEY + "no-opt-in", "observe");

    assertThat(read(Map.of(), alike).problems()).isEmpty();
    assertThat(read(Map.of(), unlike).problems())
        .singleElement()
        .asString()
        .contains("\"no_opt_in\" is set in two spellings");
  }
}
