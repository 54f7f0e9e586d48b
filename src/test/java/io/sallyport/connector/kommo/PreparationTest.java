package io.sallyport.connector.kommo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import io.sallyport.connector.kommo.Hook.Chat;
import io.sallyport.connector.kommo.Hook.Filled;
import io.sallyport.connector.kommo.Hook.Message;
import io.sallyport.connector.kommo.OfferedTemplates.Offered;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A message is made ready once: a further try sends the same, whatever is known by then. */
class PreparationTest {

  private static final Offered TEXT = new Offered("order", "en", List.of("2", "1"), null);
  private static final Offered PICTURE = new Offered("promo", "de", List.of("2", "1"), "IMAGE");

  private final Vertx vertx = Vertx.vertx();
  private final Deque<String> words = new ArrayDeque<>();
  private final Deque<Offered> templates = new ArrayDeque<>();
  private final Preparation preparation =
      new Preparation(
          new FakeLinks(),
          (account, id, externalId) -> Future.succeededFuture(templates.poll()),
          new Wording() {
            @Override
            public Future<String> toContact(KommoAccount account, String chat, Message message) {
              return Future.succeededFuture(words.remove());
            }

            @Override
            public Future<String> toKommo(
                KommoAccount account, String chat, String text, long begun) {
              throw new UnsupportedOperationException();
            }
          },
          new Attachments(vertx, null, null, Configured.config(Configured.SECRET)));

  @AfterEach
  void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private static KommoAccount translating() {
    Map<String, String> all = new HashMap<>(Configured.properties(Configured.SECRET));
    all.put("sallyport.kommo.accounts.shop.translate-to", "en");
    return Configured.accounts(all).named("shop").orElseThrow();
  }

  private static Message message(@Nullable Filled template) {
    Chat chat = new Chat("c", "n-16505550101", "p", "16505550101");
    return new Message(
        chat, "m-1", "text", "Good day", "", "", NullNode.getInstance(), template, "");
  }

  private Future<Prepared> prepared(@Nullable Filled template) {
    return preparation.of(translating(), message(template), "n-16505550101");
  }

  @Test
  void whatWasTranslatedIsNotTranslatedAgain() {
    words.add("es: Good day");

    assertThat(prepared(null).result().message().text()).isEqualTo("es: Good day");
    assertThat(prepared(null).result().message().text()).isEqualTo("es: Good day");
  }

  @Test
  void whatWentWithoutATranslationGoesWithoutItTheNextTime() {
    words.add("Good day");
    words.add("es: Good day");

    assertThat(prepared(null).result().message().text()).isEqualTo("Good day");
    assertThat(prepared(null).result().message().text()).isEqualTo("Good day");
  }

  @Test
  void aTemplateStaysTheSameAndIsNotTranslated() {
    templates.add(TEXT);
    templates.add(PICTURE);
    Filled filled = new Filled(7, "", List.of("a", "b"));

    Prepared first = prepared(filled).result();

    assertThat(first.template()).isEqualTo(TEXT);
    assertThat(prepared(filled).result()).isEqualTo(first);
  }

  @Test
  void oneThatLacksItsFileIsNotSent() {
    templates.add(PICTURE);

    assertThat(prepared(new Filled(7, "", List.of("a", "b"))).cause())
        .isInstanceOfSatisfying(
            Unsendable.class, why -> assertThat(why.sentence()).contains("needs a picture"));
  }
}
