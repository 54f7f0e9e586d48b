package io.sallyport.connector.kommo;

import io.sallyport.link.Links;
import io.sallyport.template.Template;
import io.sallyport.template.TemplateRegistry;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which template of Meta's one of Kommo's is, by Kommo's id of it. */
@Singleton
final class TemplateNames implements OfferedTemplates {

  /** Bots keep templates that were withdrawn: what is sent by one is still refused in words. */
  private static final Duration LIFE = Duration.ofDays(400);

  /**
   * What is remembered of a template of Kommo's.
   *
   * @param digest of it when it was created
   */
  record Known(String digest, Template.Key key) {

    private static Known read(String stored) {
      int space = stored.indexOf(' ');
      return new Known(stored.substring(0, space), keyOf(stored.substring(space + 1)));
    }

    private String text() {
      return digest + " " + key.name() + "/" + key.language();
    }
  }

  private final Links links;
  private final TemplateRegistry registry;

  TemplateNames(Links links, TemplateRegistry registry) {
    this.links = links;
    this.registry = registry;
  }

  @Override
  public Future<@Nullable Offered> find(KommoAccount account, long id, String externalId) {
    return known(account, id)
        .map(known -> known == null ? named(account, externalId) : offered(account, known.key()));
  }

  /** By our name of it, where the id is unknown: it was made by hand, or Redis was lost. */
  private @Nullable Offered named(KommoAccount account, String externalId) {
    if (externalId.indexOf('/') <= 0) {
      return null;
    }
    Template.Key key = keyOf(externalId);
    return template(account, key) == null ? null : offered(account, key);
  }

  private @Nullable Template template(KommoAccount account, Template.Key key) {
    return registry.find(account.number().wabaId(), key);
  }

  private Offered offered(KommoAccount account, Template.Key key) {
    Template template = template(account, key);
    List<String> variables =
        template == null || template.content() == null ? List.of() : template.content().variables();
    return new Offered(key.name(), key.language(), variables, header(template));
  }

  private static @Nullable String header(@Nullable Template template) {
    if (template == null || template.parameters() == null) {
      return null;
    }
    String medium = template.parameters().headerMedium();
    return medium == null ? "" : medium;
  }

  private static Template.Key keyOf(String externalId) {
    int slash = externalId.lastIndexOf('/');
    return new Template.Key(externalId.substring(0, slash), externalId.substring(slash + 1));
  }

  /** Null for one that is not ours, or was forgotten. */
  Future<@Nullable Known> known(KommoAccount account, long id) {
    return id <= 0
        ? Future.succeededFuture()
        : links
            .find(account.target(), name(id))
            .map(stored -> stored == null ? null : Known.read(stored));
  }

  /** From now on this template of Kommo's is that one of Meta's. */
  Future<Void> remember(KommoAccount account, long id, KommoTemplate template) {
    String known = new Known(template.digest(), template.key()).text();
    return links.put(account.target(), name(id), known, LIFE);
  }

  private static String name(long id) {
    return "template:" + id;
  }
}
