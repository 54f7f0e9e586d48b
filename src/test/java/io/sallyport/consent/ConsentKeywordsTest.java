package io.sallyport.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contact.Consent.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentKeywordsTest {

  private final ConsentKeywords builtIn = new ConsentKeywords(Map.of(), Map.of());

  static Stream<String> optOut() {
    return BuiltInKeywords.OPT_OUT.values().stream().flatMap(List::stream);
  }

  static Stream<String> optIn() {
    return BuiltInKeywords.OPT_IN.values().stream().flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("optOut")
  void everyBuiltInOptOutCountsHoweverItIsWritten(String word) {
    assertThat(spellings(word)).allMatch(spelt -> builtIn.said(spelt) == State.OPT_OUT);
  }

  @ParameterizedTest
  @MethodSource("optIn")
  void everyBuiltInOptInCountsHoweverItIsWritten(String word) {
    assertThat(spellings(word)).allMatch(spelt -> builtIn.said(spelt) == State.OPT_IN);
  }

  private static Stream<String> spellings(String word) {
    return Stream.of(
        word,
        word.toLowerCase(Locale.ROOT),
        word.toLowerCase(Locale.forLanguageTag("tr")),
        word.toUpperCase(Locale.ROOT),
        "  " + word + "\n",
        "\u00ab" + word + "!!!\u00bb",
        "\uD83D\uDED1 " + word + " \u2764\uFE0F\uD83D\uDE4F\uD83C\uDFFD",
        "\u200F" + word + ".\u200E",
        word.replace(" ", " \u00a0 "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "STOP",
        "stop",
        "Stop.",
        "*STOP*",
        "\uFF33\uFF34\uFF2F\uFF30",
        "\u24C8\u24C9\u24C4\u24C5",
        "stop\uFE0F",
        "STOP  PROMOTIONS",
        "De\u0301sabonner",
        "ABONEL\u0130KTEN \u00c7IK",
        "abonelikten \u00e7\u0131k",
      })
  void spellingDoesNotMatter(String message) {
    assertThat(builtIn.said(message)).isEqualTo(State.OPT_OUT);
  }

  @Test
  void eitherApostropheWillDo() {
    assertThat(builtIn.said("m'abonner")).isEqualTo(State.OPT_IN);
    assertThat(builtIn.said("M\u2019abonner")).isEqualTo(State.OPT_IN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "!!!",
        "\uD83D\uDED1",
        "stop by at five",
        "don't stop",
        "non stop",
        "stopover",
        "stop 1",
        "S T O P",
        "unsubscribe me from nothing",
        "no",
        "cancel",
        "cancelar",
        "end",
        "quit",
        "alta",
        "anmelden",
        "ret",
        "yes"
      })
  void anOrdinaryAnswerStatesNoConsent(String message) {
    assertThat(builtIn.said(message)).isEqualTo(State.NONE);
  }

  @Test
  void aConfiguredListReplacesThatOfItsLanguageOnly() {
    ConsentKeywords keywords =
        new ConsentKeywords(
            Map.of("ES", List.of("fuera", "no m\u00e1s"), "sv", List.of("avsluta")),
            Map.of("en", List.of("yes please")));

    assertThat(List.of("Fuera!", "NO M\u00c1S", "Avsluta", "stop", "sair"))
        .allMatch(word -> keywords.said(word) == State.OPT_OUT);
    assertThat(List.of("baja", "start", "Yes, please"))
        .allMatch(word -> keywords.said(word) == State.NONE);
    assertThat(List.of("Yes please!", "m'abonner"))
        .allMatch(word -> keywords.said(word) == State.OPT_IN);
  }

  @Test
  void noneSwitchesALanguageOff() {
    ConsentKeywords keywords =
        new ConsentKeywords(Map.of("es", List.of("None")), Map.of("en", List.of("none")));

    assertThat(keywords.said("baja")).isEqualTo(State.NONE);
    assertThat(keywords.said("none")).isEqualTo(State.NONE);
    assertThat(keywords.said("start")).isEqualTo(State.NONE);
    assertThat(keywords.said("stop")).isEqualTo(State.OPT_OUT);
  }

  @Test
  void aWordInBothListsOptsOut() {
    ConsentKeywords keywords =
        new ConsentKeywords(Map.of("en", List.of("start")), Map.of("en", List.of("start")));

    assertThat(keywords.said("start")).isEqualTo(State.OPT_OUT);
  }

  @Test
  void aKeywordWithoutALetterIsNoWord() {
    assertThat(ConsentKeywords.isWord(" !\uD83D\uDED1")).isFalse();
    assertThat(ConsentKeywords.isWord("1")).isTrue();
    assertThat(new ConsentKeywords(Map.of("en", List.of("!", "stop")), Map.of()).said("?"))
        .isEqualTo(State.NONE);
  }

  @Test
  void noBuiltInWordIsInBothLists() {
    Set<String> both = optOut().collect(Collectors.toCollection(HashSet::new));
    both.retainAll(optIn().collect(Collectors.toSet()));

    assertThat(both).isEmpty();
    assertThat(BuiltInKeywords.OPT_IN.keySet()).isEqualTo(BuiltInKeywords.OPT_OUT.keySet());
  }

  @Test
  void theManualListsTheBuiltInWords() throws IOException {
    List<String> expected = new ArrayList<>();
    for (String language : BuiltInKeywords.OPT_OUT.keySet()) {
      expected.add(
          "| %s | %s | %s |"
              .formatted(
                  "`" + language + "`",
                  String.join(", ", BuiltInKeywords.OPT_OUT.get(language)),
                  String.join(", ", BuiltInKeywords.OPT_IN.get(language))));
    }

    assertThat(Files.readAllLines(Path.of("src/docs/configuration.md"))).containsAll(expected);
  }
}
