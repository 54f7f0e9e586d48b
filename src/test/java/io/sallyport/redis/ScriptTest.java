package io.sallyport.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScriptTest {

  private static final Pattern FUNCTION = Pattern.compile("(?m)^ *local function (\\w+)");
  private static final Pattern CALL = Pattern.compile("(?<![.\\w])(\\w+)\\(");
  private static final Pattern COMMENT = Pattern.compile("--.*");

  /** Lua's own, and what Redis gives to a script. */
  private static final Set<String> GIVEN =
      Set.of(
          "tonumber",
          "tostring",
          "ipairs",
          "pairs",
          "next",
          "unpack",
          "function",
          "if",
          "and",
          "or",
          "not",
          "return",
          "in",
          "type");

  static Stream<String> sources() {
    return Stream.concat(
        Stream.of(Script.values()).map(script -> script.lua().source()),
        Stream.of(
            AdmitScript.explaining().on(Sample.marketing(2)).source(),
            AdmitScript.deciding(Lives.CONSENT).on(Sample.marketing(2)).source()));
  }

  @ParameterizedTest
  @EnumSource(Script.class)
  void everyScriptSaysWhatItTakes(Script script) {
    assertThat(script.lua().source()).contains("-- KEYS[1]").contains("-- ARGV");
    assertThat(script.lua().sha1()).matches("[0-9a-f]{40}");
  }

  @ParameterizedTest
  @MethodSource("sources")
  void includesWhatItCallsAndNothingElse(String source) {
    String code = COMMENT.matcher(source).replaceAll("");
    Set<String> called = matches(CALL, code);
    Set<String> defined = matches(FUNCTION, code);

    Set<String> missing = new TreeSet<>(called);
    missing.removeAll(defined);
    missing.removeAll(GIVEN);

    assertThat(missing.stream().filter(name -> !isParameter(name, code))).isEmpty();
  }

  /** A function that is handed over, or a field of a rule. */
  private static boolean isParameter(String name, String code) {
    return Pattern.compile("function\\w* ?\\w*\\([^)]*\\b" + name + "\\b").matcher(code).find();
  }

  private static Set<String> matches(Pattern pattern, String code) {
    return pattern
        .matcher(code)
        .results()
        .map((MatchResult it) -> it.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void constantsAreThoseOfJava() {
    assertThat(Lua.withConstants("return PAIR_BURST + WINDOW_LENGTH -- NUMBER_LIFE"))
        .startsWith("local PAIR_BURST = 45\nlocal WINDOW_LENGTH = 86400\nreturn")
        .doesNotContain("local NUMBER_LIFE");
  }

  @Test
  void aValueIsWrittenAsLuaReadsIt() {
    assertThat(Lua.literal(Map.of("on", true))).isEqualTo("{on = true}");
    assertThat(Lua.literal("enforce")).isEqualTo("'enforce'");
    assertThat(Lua.literal(86400L)).isEqualTo("86400");
  }
}
