package io.sallyport.connector.kommo;

import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which of Meta's templates a template in Kommo is. */
interface OfferedTemplates {

  /**
   * A template of Meta's.
   *
   * @param variables of its text, one for each time it is named; none where they are not known
   * @param header the medium above it: {@code IMAGE}, …; empty without one, null where it is not
   *     known
   */
  record Offered(String name, String language, List<String> variables, @Nullable String header) {

    public Offered {
      variables = List.copyOf(variables);
    }
  }

  /**
   * Finds it. Asked once for each message; what it says is kept for further tries.
   *
   * @param id Kommo's id of it
   * @param externalId our name of it; empty when Kommo does not say
   * @return null when it is none of Meta's: its text is sent as any other
   */
  Future<@Nullable Offered> find(KommoAccount account, long id, String externalId);
}
