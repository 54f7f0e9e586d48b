package io.sallyport.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.contact.Consent;
import io.sallyport.contact.Names;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Observation.ConsentStated;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Reads items of {@code user_preferences[]} (platform-facts.md#marketing-preferences,
 * #in-app-signup).
 */
final class PreferenceItems {

  private static final String MARKETING = "marketing_messages";

  /**
   * {@code resume} takes back a stop; {@code signup} is a signup in the app
   * (platform-facts.md#in-app-signup).
   */
  private static final Set<String> OPT_INS = Set.of("resume", "signup");

  private PreferenceItems() {}

  /**
   * The contact's choice as a consent.
   *
   * @return empty for a choice that is unknown or not about marketing
   */
  static Optional<Observation> preference(NumberValue value, JsonNode preference) {
    // Meta has only this category so far; a choice in another is not about marketing.
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
