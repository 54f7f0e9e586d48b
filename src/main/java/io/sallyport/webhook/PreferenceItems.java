package io.sallyport.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.admission.Observation;
import io.sallyport.admission.Observation.ConsentStated;
import io.sallyport.contact.Consent;
import io.sallyport.contact.Names;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Reads items of {@code user_preferences[]} (platform-facts.md#marketing-preferences,
 * #in-app-signup).
 */
final class PreferenceItems {

  private static final String MARKETING = "marketing_messages";

  /** To undo a stop, and to sign up in the app (platform-facts.md#in-app-signup). */
  private static final Set<String> OPT_INS = Set.of("resume", "signup");

  private PreferenceItems() {}

  /**
   * What a contact chose.
   *
   * @return empty for a choice nobody knows, or not about marketing: it changes nothing
   */
  static Optional<Observation> preference(NumberValue value, JsonNode preference) {
    // Meta's only category so far; another one says nothing of marketing.
    if (!preference.path("category").asText(MARKETING).equals(MARKETING)) {
      return Optional.empty();
    }
    String said = preference.path("value").asText("");
    boolean optIn = OPT_INS.contains(said);
    if (!optIn && !said.equals("stop")) {
      return Optional.empty();
    }
    Instant at = Seconds.of(preference.path("timestamp"));
    Names contact =
        value.named(
            preference.path("wa_id"),
            preference.path("user_id"),
            preference.path("parent_user_id"));
    return Optional.of(
        new ConsentStated(value.phoneNumberId(), contact, at, optIn, Consent.META, true));
  }
}
