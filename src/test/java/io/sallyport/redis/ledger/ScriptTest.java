package io.sallyport.redis.ledger;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.redis.core.Lua;
import io.sallyport.redis.core.Script;
import io.sallyport.redis.core.TimesToLive;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScriptTest {

  private static final Pattern FUNCTION = Pattern.compile("(?m)^ *local function (\\w+)");
  private static final Pattern CALL = Pattern.compile("(?<![.\\w])(\\w+)\\(");
  private static final Pattern LISTED =
      Pattern.compile("(?m)^-- (key|arg|each_key|each_arg)\\.\\w+");
  private static final Pattern READ = Pattern.compile("((?:KEYS|ARGV)\\[[^\\]]+\\])");
  private static final Pattern CAPITALS = Pattern.compile("(?:'[^'\\n]*'|(\\b[A-Z][A-Z0-9_]*\\b))");
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
            AdmitScript.deciding(TimesToLive.CONSENT).on(Sample.marketing(2)).source(),
            AdmitScript.remembering(TimesToLive.CONSENT).on(Sample.marketing(2)).source()));
  }

  @ParameterizedTest
  @EnumSource(Script.class)
  void everyScriptSaysWhatItTakes(Script script) {
    assertThat(script.lua().source()).contains("-- key.").contains("-- arg.");
    assertThat(script.lua().sha1()).matches("[0-9a-f]{40}");
  }

  @ParameterizedTest
  @MethodSource("sources")
  void readsWhatItsHeadListsAndNothingElse(String source) {
    Map<String, Long> listed =
        LISTED.matcher(source).results().collect(groupingBy(it -> it.group(1), counting()));
    Set<String> places = new TreeSet<>();
    places.addAll(places("KEYS", listed.get("key"), listed.get("each_key")));
    places.addAll(places("ARGV", listed.get("arg"), listed.get("each_arg")));

    assertThat(matches(READ, COMMENT.matcher(source).replaceAll(""))).isEqualTo(places);
  }

  private static Set<String> places(String list, Long once, @Nullable Long each) {
    Set<String> places = new TreeSet<>();
    for (long i = 1; i <= once; i++) {
      places.add(list + "[" + i + "]");
    }
    for (long i = 1; each != null && i <= each; i++) {
      places.add(list + "[i * " + each + " + " + (once - each + i) + "]");
    }
    return places;
  }

  @Test
  void aNameThatTheHeadDoesNotListIsAMistake() {
    assertThatThrownBy(() -> Lua.head("ledger/key").inPlace("return key.contact"))
        .hasMessageContaining("contact is none of");
    assertThatThrownBy(() -> Lua.head("ledger/failed").inPlace("return answer({price = 1})"))
        .hasMessageContaining("[price] are none of");
  }

  @Test
  void anAnswerIsAListInTheOrderOfTheHead() {
    assertThat(
            Lua.head("ledger/priced")
                .inPlace("return answer({contradicts = f({1, 2}, ',}'), expected = key.spend})"))
        .isEqualTo("return {KEYS[3], f({1, 2}, ',}')}");
    assertThat(Lua.head("ledger/names").inPlace("return answer({is = 'same'})"))
        .endsWith("return {'same'}");
  }

  @Test
  void whatASendDoesNotNeedIsNoPartOfItsScript() {
    String freeForm = AdmitScript.deciding(TimesToLive.CONSENT).on(Sample.FREE_FORM).source();
    String marketing = AdmitScript.deciding(TimesToLive.CONSENT).on(Sample.MARKETING).source();

    assertThat(freeForm).contains("'name_left'").doesNotContain("'allowance_used'", "'sent'");
    assertThat(marketing).contains("'allowance_used'", "'sent'").doesNotContain("'name_left'");
    assertThat(COMMENT.matcher(freeForm + marketing).replaceAll("")).doesNotContain("terms.");
    assertThat(freeForm + marketing).doesNotContainPattern("(?m)^ *--- ").doesNotContain("cjson");
  }

  /** Redis keeps every text that it was ever given. */
  @Test
  void theTermsOfAReplayAreNoPartOfItsScript() {
    Lua strict = new ReplayScript(Sample.marketing(1)).lua();
    Lua generous = new ReplayScript(Sample.marketing(9)).lua();

    assertThat(strict.sha1()).isEqualTo(generous.sha1());
    assertThat(strict.source()).doesNotContainPattern("(?m)^ *--- ").contains("'allowance_used'");
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
        .filter(Objects::nonNull)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void everyNameInCapitalsIsAConstant(String source) {
    assertThat(matches(CAPITALS, COMMENT.matcher(source).replaceAll("")))
        .isSubsetOf("KEYS", "ARGV");
  }

  @Test
  void constantsAreThoseOfJava() {
    assertThat(Lua.withConstants("return PAIR_BURST + WINDOW_LENGTH -- NUMBER_LIFE"))
        .isEqualTo("return 45 + 86400 -- NUMBER_LIFE");
  }

  @Test
  void aValueIsWrittenAsLuaReadsIt() {
    assertThat(Lua.literal(true)).isEqualTo("true");
    assertThat(Lua.literal("enforce")).isEqualTo("'enforce'");
    assertThat(Lua.literal(86400L)).isEqualTo("86400");
  }
}
