package io.sallyport.connector.kommo;

import io.vertx.core.Future;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** By its name in Kommo: {@code external_id} is {@code name/language}. */
@Singleton
final class TemplatesByName implements OfferedTemplates {

  @Override
  public Future<@Nullable Offered> find(KommoAccount account, long id, String externalId) {
    int slash = externalId.lastIndexOf('/');
    return Future.succeededFuture(
        slash <= 0
            ? null
            : new Offered(externalId.substring(0, slash), externalId.substring(slash + 1)));
  }
}
