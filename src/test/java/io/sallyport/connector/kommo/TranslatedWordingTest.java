package io.sallyport.connector.kommo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sallyport.account.ConfiguredNumbers;
import io.sallyport.connector.kommo.Hook.Chat;
import io.sallyport.connector.kommo.Hook.Message;
import io.sallyport.testkit.LibreTranslate;
import io.sallyport.translation.Translator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is translated of what, and into what. */
class TranslatedWordingTest {

  private static final String CHAT = "106540352242922-16505550101";
  private static final Chat PLACE = new Chat("c", CHAT, "p", "16505550101");

  private static Vertx vertx;
  private static LibreTranslate server;

  private final FakeLinks links = new FakeLinks();
  private final KommoAccount plain = Configured.account();
  private final KommoAccount account = translating();
  private final TranslatedWording wording = new TranslatedWording(links, translator());

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
    server.asked().clear();
  }

  private static Translator translator() {
    Map<String, String> all = new HashMap<>(ConfiguredNumbers.sample());
    all.put("sallyport.translation.url", server.url());
    return new Translator(vertx, ConfiguredNumbers.config(all), outcome -> {});
  }

  private static KommoAccount translating() {
    Map<String, String> all = new HashMap<>(Configured.properties(Configured.SECRET));
    all.put("sallyport.kommo.accounts.shop.translate-to", "en");
    return Configured.accounts(all).named("shop").orElseThrow();
  }

  private static String told(Future<String> text) {
    return text.toCompletionStage().toCompletableFuture().join();
  }

  private String toKommo(KommoAccount to, String text) {
    return told(wording.toKommo(to, CHAT, text, System.nanoTime()));
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Message message(String type, String text, String markup) {
    return new Message(PLACE, "m", type, text, "", "", json(markup), null, "");
  }

  private String toContact(Message message) {
    return told(wording.toContact(account, CHAT, message));
  }

  private String toContact(String text) {
    return toContact(message("text", text, "null"));
  }

  @Test
  void aContactsTextHasItsTranslationUnderIt() {
    assertThat(toKommo(account, "Hola")).isEqualTo("Hola\n\nen: Hola");
    assertThat(toKommo(account, "Hello")).isEqualTo("Hello");
    assertThat(toKommo(account, " ")).isEqualTo(" ");
  }

  @Test
  void whatAManagerWritesIsInTheContactsLastLanguage() {
    assertThat(toContact("Good day")).as("not known yet").isEqualTo("Good day");
    toKommo(account, "Hola");
    assertThat(toContact("Good day")).isEqualTo("es: Good day");
    toKommo(account, "12:30");
    assertThat(toContact("Good day")).isEqualTo("es: Good day");
    assertThat(toContact("Hola")).as("in it already").isEqualTo("Hola");
    toKommo(account, "Hello");
    assertThat(toContact("Good day")).isEqualTo("Good day");
    assertThat(server.asked("Good day")).as("not when it is the managers' own").hasSize(2);
  }

  @Test
  void anAccountWithoutALanguageAsksNobody() {
    assertThat(toKommo(plain, "Hola")).isEqualTo("Hola");
    assertThat(told(wording.toContact(plain, CHAT, message("text", "Hola", "null"))))
        .isEqualTo("Hola");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void captionsAndTemplatesAreNotTranslatedNorWhatWouldBeTooLongAboveButtons() {
    toKommo(account, "Hola");
    String buttons = "{\"buttons\":[[{\"text\":\"Yes\"}]]}";

    assertThat(toContact(message("picture", "This one", "null"))).isEqualTo("This one");
    Hook.Filled general = new Hook.Filled(7, "", List.of());
    Message template =
        new Message(PLACE, "m", "text", "Good day", "", "", json("null"), general, "");
    assertThat(toContact(template)).isEqualTo("Good day");
    assertThat(toContact(message("text", "Which?", buttons))).isEqualTo("es: Which?");
    String longText = "x".repeat(1021);
    assertThat(toContact(message("text", longText, buttons))).isEqualTo(longText);
    assertThat(toContact(message("text", longText, "null"))).isEqualTo("es: " + longText);
  }

  @Test
  void withoutATranslationTheTextGoesAsItIs() {
    toKommo(account, "Hola");
    server.answer(500);

    assertThat(toKommo(account, "Hola")).isEqualTo("Hola");
    assertThat(toContact("Good day")).isEqualTo("Good day");
  }

  @Test
  void allTextsOfALetterWaitTogether() {
    long begun = System.nanoTime() - Duration.ofSeconds(4).toNanos();

    assertThat(told(wording.toKommo(account, CHAT, "Hola", begun))).isEqualTo("Hola");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void theLanguageIsKeptWithTheChatAndNobodyElse() {
    toKommo(account, "Hola");

    assertThat(links.kept).containsEntry("kommo-shoplanguage:" + CHAT, "es").hasSize(1);
  }
}
