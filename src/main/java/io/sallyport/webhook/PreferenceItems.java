package io.sallyport.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.admission.Observation;
import io.sallyport.admission.Observation.ConsentStated;
import io.sallyport.contact.Consent;
import io.sallyport.contact.Names;
import java.time.Instant;
import java.util.List;

/** Reads items of {@code user_preferences[]} (PF §3.6). */
final class PreferenceItems {

  private static final String MARKETING = "marketing_messages";

  private PreferenceItems() {}

  static List<Observation> preference(NumberValue value, JsonNode preference) {
    // Meta's only category so far; another one says nothing of marketing.
    if (!preference.path("category").asText(MARKETING).equals(MARKETING)) {
      return List.of();
    }
    String said = preference.path("value").asText("");
    if (!said.equals("stop") && !said.equals("resume")) {
      return List.of();
    }
    Instant at = Seconds.of(preference.path("timestamp"));
    Names contact =
        value.named(
            preference.path("wa_id"),
            preference.path("user_id"),
            preference.path("parent_user_id"));
    boolean optIn = said.equals("resume");
    return List.of(
        new ConsentStated(value.phoneNumberId(), contact, at, optIn, Consent.META, true));
  }
}
