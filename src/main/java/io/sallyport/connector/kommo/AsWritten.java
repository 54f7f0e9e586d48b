package io.sallyport.connector.kommo;

import io.vertx.core.Future;
import jakarta.inject.Singleton;

/** The words as they are. */
@Singleton
final class AsWritten implements Wording {

  @Override
  public Future<String> toContact(KommoAccount account, String chat, String text) {
    return Future.succeededFuture(text);
  }

  @Override
  public Future<String> toKommo(KommoAccount account, String chat, String text) {
    return Future.succeededFuture(text);
  }
}
