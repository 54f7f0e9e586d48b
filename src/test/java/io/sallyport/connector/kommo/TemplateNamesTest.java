package io.sallyport.connector.kommo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.connector.kommo.OfferedTemplates.Offered;
import io.sallyport.template.Category;
import io.sallyport.template.MemoryTemplates;
import io.sallyport.template.Template;
import io.sallyport.template.TemplateContent;
import io.sallyport.template.TemplateParameters;
import io.sallyport.template.TemplateParameters.Slot;
import io.sallyport.template.TemplateRegistry;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Kommo's id decides; without one that is known, the name that a template has at Kommo. */
class TemplateNamesTest {

  private static final String WABA = "102290129340398";
  private static final Category UTILITY = Category.UTILITY;

  private final FakeLinks links = new FakeLinks();
  private final MemoryTemplates meta = new MemoryTemplates();
  private final TemplateRegistry registry =
      new TemplateRegistry(
          wabaId -> Uni.createFrom().failure(new IllegalStateException("nobody asks")),
          meta,
          Duration.ZERO);
  private final TemplateNames names = new TemplateNames(links, registry);
  private final KommoAccount account = Configured.account();

  private static Template template(String name, @Nullable Slot header, String body) {
    List<Slot> slots = header == null ? List.of() : List.of(header);
    return new Template(
        new Template.Key(name, "en_US"),
        UTILITY,
        Template.APPROVED,
        null,
        new TemplateParameters(slots),
        null,
        new TemplateContent(body, "", "", List.of(), true));
  }

  @BeforeEach
  void listed() {
    meta.replace(
            WABA,
            List.of(
                template("order_update", null, "Order {{1}} is {{2}}, {{1}}!"),
                template("promo", Slot.mediaHeader("VIDEO"), "Look")),
            meta.now())
        .await()
        .indefinitely();
    registry.reload(WABA).await().indefinitely();
  }

  private @Nullable Offered find(long id, String externalId) {
    return names.find(account, id, externalId).result();
  }

  private void remember(long id, String name) {
    Template template = registry.find(WABA, new Template.Key(name, "en_US"));
    names
        .remember(
            account, id, new KommoTemplate(template.key(), UTILITY, false, template.content()))
        .result();
  }

  @Test
  void kommosIdDecides() {
    remember(7103, "order_update");

    assertThat(find(7103, ""))
        .isEqualTo(new Offered("order_update", "en_US", List.of("1", "2", "1"), ""));
    assertThat(find(7103, "promo/en_US")).isEqualTo(find(7103, ""));
  }

  @Test
  void theHeadersMediumIsToldWithIt() {
    remember(7104, "promo");

    assertThat(find(7104, "")).isEqualTo(new Offered("promo", "en_US", List.of(), "VIDEO"));
  }

  @Test
  void oneWhoseIdIsUnknownIsKnownByItsName() {
    assertThat(find(7, "promo/en_US")).isNotNull();
    assertThat(find(0, "promo/en_US")).isNotNull();
  }

  @Test
  void whatIsNoneOfMetasIsNone() {
    assertThat(find(7, "")).isNull();
    assertThat(find(7, "my_external_id")).isNull();
    assertThat(find(7, "/en_US")).isNull();
    assertThat(find(7, "unknown/en_US")).isNull();
    assertThat(find(7, "promo/de")).isNull();
  }

  @Test
  void oneThatMetaHasDeletedIsStillItself() {
    remember(7103, "order_update");
    meta.replace(WABA, List.of(), meta.now()).await().indefinitely();
    registry.reload(WABA).await().indefinitely();

    assertThat(find(7103, "")).isEqualTo(new Offered("order_update", "en_US", List.of(), null));
  }
}
