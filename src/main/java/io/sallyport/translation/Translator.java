package io.sallyport.translation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.account.Secret;
import io.sallyport.calls.JsonCalls;
import io.sallyport.calls.JsonCalls.Answer;
import io.sallyport.config.SallyportConfig;
import io.sallyport.config.TranslationConfig;
import io.sallyport.translation.Translation.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** LibreTranslate's {@code POST /translate}. Whoever waits for it gets an answer, in time. */
@Singleton
public final class Translator {

  private static final Logger LOG = Logger.getLogger(Translator.class);

  private static final int CONNECTIONS = 16;

  private final JsonCalls calls;
  private final @Nullable String url;
  private final @Nullable Secret<String> key;
  private final Duration patience;
  private final Consumer<Outcome> outcomes;

  @Inject
  Translator(Vertx vertx, SallyportConfig config, Event<Outcome> outcomes) {
    this(vertx, config, outcomes::fire);
  }

  /**
   * A translator.
   *
   * @param outcomes told of every text
   */
  public Translator(Vertx vertx, SallyportConfig config, Consumer<Outcome> outcomes) {
    TranslationConfig translation = config.translation();
    Duration most = config.relay().timeout().dividedBy(2);
    this.calls = new JsonCalls(vertx, CONNECTIONS);
    this.url = translation.url().map(Translator::address).orElse(null);
    this.key =
        translation
            .apiKey()
            .map(it -> new Secret<>("sallyport.translation.api-key", it, Translator::key))
            .orElse(null);
    this.patience = translation.timeout().compareTo(most) < 0 ? translation.timeout() : most;
    this.outcomes = outcomes;
  }

  private static String address(URI base) {
    return base.toString().replaceAll("/+$", "") + "/translate";
  }

  /** Checks that a key is one. */
  public static String key(String text) {
    if (text.isBlank()) {
      throw new Secret.Unusable("there is no key in it");
    }
    return text;
  }

  /** The server's key, to be read again. */
  public Optional<Secret<String>> secret() {
    return Optional.ofNullable(key);
  }

  /** How long those may wait who have something to be translated. */
  public Duration patience() {
    return patience;
  }

  /**
   * Translates a text whose language the server finds out.
   *
   * @param longest characters that the translation may have
   * @param within at most {@link #patience}
   * @return never fails
   */
  public Future<Translation> translate(String text, String to, int longest, Duration within) {
    if (url == null) {
      return Future.succeededFuture(Translation.none(Outcome.FAILED));
    }
    Future<Translation> told =
        within.isZero() || within.isNegative()
            ? Future.succeededFuture(Translation.none(Outcome.TIMEOUT))
            : calls
                .call(HttpMethod.POST, url, Map.of(), request(text, to), within)
                .map(answer -> read(answer, text, to, longest))
                .otherwise(Translator::failed);
    return told.onSuccess(translation -> outcomes.accept(translation.outcome()));
  }

  private ObjectNode request(String text, String to) {
    ObjectNode request =
        JsonNodeFactory.instance
            .objectNode()
            .put("q", text)
            .put("source", "auto")
            .put("target", to)
            .put("format", "text");
    return key == null ? request : request.put("api_key", key.get());
  }

  private static Translation read(Answer answer, String text, String to, int longest) {
    if (!answer.isGood()) {
      boolean isRefused = answer.status() >= 400 && answer.status() < 500;
      LOG.debugf("not translated status=%d", answer.status());
      return Translation.none(isRefused ? Outcome.REFUSED : Outcome.FAILED);
    }
    String translated = answer.body().path("translatedText").asText("");
    String language = language(answer.body().path("detectedLanguage"));
    if (isSame(to, language) || translated.strip().equals(text.strip())) {
      return new Translation(Outcome.SAME_LANGUAGE, null, language);
    } else if (translated.isBlank()) {
      return new Translation(Outcome.FAILED, null, language);
    }
    return translated.codePointCount(0, translated.length()) > longest
        ? new Translation(Outcome.TOO_LONG, null, language)
        : new Translation(Outcome.TRANSLATED, translated, language);
  }

  /** A confidence of 0 is the server's word for not knowing. */
  private static @Nullable String language(JsonNode detected) {
    String language = detected.path("language").asText("");
    return language.isBlank() || detected.path("confidence").asDouble(1) == 0 ? null : language;
  }

  /** Whether they are one language: {@code pt} is {@code pt-BR}, which servers know by either. */
  public static boolean isSame(String to, @Nullable String language) {
    if (language == null) {
      return false;
    }
    boolean isOneGeneral = !to.contains("-") || !language.contains("-");
    return isOneGeneral
        ? to.split("-", 2)[0].equalsIgnoreCase(language.split("-", 2)[0])
        : to.equalsIgnoreCase(language);
  }

  private static Translation failed(Throwable failure) {
    LOG.debugf("not translated because=%s", failure.getClass().getName());
    boolean isSlow = failure instanceof TimeoutException;
    return Translation.none(isSlow ? Outcome.TIMEOUT : Outcome.FAILED);
  }
}
