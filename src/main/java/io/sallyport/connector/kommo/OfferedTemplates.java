package io.sallyport.connector.kommo;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Which of Meta's templates a template in Kommo is. */
interface OfferedTemplates {

  /** A template of Meta's. */
  record Offered(String name, String language) {}

  /**
   * Finds it. Asked once for each message; what it says is kept for further tries.
   *
   * @param id Kommo's id of it
   * @param externalId our name of it; empty when Kommo does not say
   * @return null when it is none of Meta's: its text is sent as any other
   */
  Future<@Nullable Offered> find(KommoAccount account, long id, String externalId);
}
