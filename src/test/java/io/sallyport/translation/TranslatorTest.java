package io.sallyport.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.account.ConfiguredNumbers;
import io.sallyport.testkit.LibreTranslate;
import io.sallyport.testkit.World;
import io.sallyport.translation.Translation.Outcome;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever asks gets a translation, or in time to know that there is none. */
class TranslatorTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private static Vertx vertx;
  private static LibreTranslate server;

  private final List<Outcome> counted = Collections.synchronizedList(new ArrayList<>());

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    server = new LibreTranslate();
  }

  @AfterAll
  static void stop() {
    server.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @BeforeEach
  void answers() {
    server.answer(200);
    server.release();
    server.asked().clear();
  }

  private Translator translator(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(ConfiguredNumbers.sample());
    all.put("sallyport.translation.url", server.url() + "/");
    all.putAll(more);
    return new Translator(vertx, ConfiguredNumbers.config(all), counted::add);
  }

  private Translation translate(String text, String to, Duration within) {
    return translate(translator(Map.of()), text, to, within);
  }

  private static Translation translate(
      Translator translator, String text, String to, Duration within) {
    return translator
        .translate(text, to, 4096, within)
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  @Test
  void translatesAndTellsTheLanguage() {
    assertThat(translate("Hola", "en", LONG))
        .isEqualTo(new Translation(Outcome.TRANSLATED, "en: Hola", "es"));
    assertThat(counted).containsExactly(Outcome.TRANSLATED);
  }

  @Test
  void theServerGetsTheTextAndNothingElse() {
    translate(
        translator(Map.of("sallyport.translation.api-key", "a key")),
        "Hola, ¿qué tal?",
        "en",
        LONG);

    assertThat(server.asked())
        .containsExactly(
            JsonObject.of("q", "Hola, ¿qué tal?", "source", "auto", "target", "en")
                .put("format", "text")
                .put("api_key", "a key"));
  }

  @ParameterizedTest
  @CsvSource({"en", "EN", "en-GB"})
  void whatIsInThatLanguageStands(String to) {
    assertThat(translate("Hello", to, LONG))
        .isEqualTo(new Translation(Outcome.SAME_LANGUAGE, null, "en"));
  }

  @Test
  void aLanguageThatTheServerIsNotSureOfIsNone() {
    assertThat(translate("12:30", "es", LONG).language()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"400, REFUSED", "403, REFUSED", "429, REFUSED", "500, FAILED", "302, FAILED"})
  void anErrorIsNoTranslation(int status, Outcome outcome) {
    server.answer(status);

    assertThat(translate("Hola", "en", LONG)).isEqualTo(new Translation(outcome, null, null));
    assertThat(counted).containsExactly(outcome);
  }

  @Test
  void aServerThatSaysNothingIsWaitedForAsLongAsAllowed() {
    server.hold();

    Translation none = translate("Hola", "en", Duration.ofMillis(200));

    assertThat(none).isEqualTo(new Translation(Outcome.TIMEOUT, null, null));
    server.release();
    assertThat(translate("Hola", "en", LONG).text()).isEqualTo("en: Hola");
  }

  @Test
  void withoutTimeNobodyIsAsked() {
    assertThat(translate("Hola", "en", Duration.ZERO).outcome()).isEqualTo(Outcome.TIMEOUT);
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void nobodyListening() {
    Translator lost =
        translator(Map.of("sallyport.translation.url", "http://localhost:" + World.freePort()));

    assertThat(translate(lost, "Hola", "en", LONG).outcome()).isEqualTo(Outcome.FAILED);
  }

  @Test
  void aTranslationThatIsTooLongIsNone() {
    Translation none =
        translator(Map.of())
            .translate("Hola", "en", 7, LONG)
            .toCompletionStage()
            .toCompletableFuture()
            .join();

    assertThat(none).isEqualTo(new Translation(Outcome.TOO_LONG, null, "es"));
  }

  @Test
  void theWaitIsAtMostHalfOfAnAttemptOfTheRelays() {
    assertThat(translator(Map.of()).patience()).isEqualTo(Duration.ofSeconds(3));
    assertThat(translator(Map.of("sallyport.relay.timeout", "4s")).patience())
        .isEqualTo(Duration.ofSeconds(2));
  }
}
