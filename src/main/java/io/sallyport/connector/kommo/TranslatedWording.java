package io.sallyport.connector.kommo;

import io.sallyport.connector.kommo.Hook.Message;
import io.sallyport.link.Links;
import io.sallyport.translation.Translator;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Each side reads its own language, where an account has {@code translate-to}: the contact's is the
 * one in which it last wrote. If there is no translation in time, the text is as it was written.
 */
@Singleton
final class TranslatedWording implements Wording {

  /** Whoever writes again after that is asked for the language again. */
  private static final Duration LIFE = Duration.ofDays(180);

  private static final String BETWEEN = "\n\n";

  private final Links links;
  private final Translator translator;

  TranslatedWording(Links links, Translator translator) {
    this.links = links;
    this.translator = translator;
  }

  @Override
  public Future<String> toContact(KommoAccount account, String chat, Message message) {
    String text = message.text();
    String managers = account.translateTo();
    // Beside a file it is a caption; a template of Kommo's own is one, too.
    boolean isWritten = message.type().equals("text") && message.template() == null;
    if (managers == null || !isWritten || text.isBlank()) {
      return Future.succeededFuture(text);
    }
    int longest =
        message.markup().isObject() ? Interactive.LONGEST_BODY : CloudMessages.LONGEST_TEXT;
    return links
        .find(account.target(), name(chat))
        .compose(
            language ->
                language == null || Translator.isSame(managers, language)
                    ? Future.succeededFuture(text)
                    : translator
                        .translate(text, language, longest, translator.patience())
                        .map(translation -> orElse(translation.text(), text)));
  }

  @Override
  public Future<String> toKommo(KommoAccount account, String chat, String text, long begun) {
    String managers = account.translateTo();
    if (managers == null || text.isBlank()) {
      return Future.succeededFuture(text);
    }
    // All texts of a letter wait together as long as one may.
    Duration left = translator.patience().minusNanos(System.nanoTime() - begun);
    return translator
        .translate(text, managers, Integer.MAX_VALUE, left)
        .compose(
            translation ->
                remember(account, chat, translation.language())
                    .map(
                        kept ->
                            translation.text() == null
                                ? text
                                : text + BETWEEN + translation.text()));
  }

  private static String orElse(@Nullable String translation, String text) {
    return translation == null ? text : translation;
  }

  /** Not worth a second try of the whole message. */
  private Future<Void> remember(KommoAccount account, String chat, @Nullable String language) {
    return language == null
        ? Future.succeededFuture()
        : links.put(account.target(), name(chat), language, LIFE).otherwiseEmpty();
  }

  private static String name(String chat) {
    return "language:" + chat;
  }
}
