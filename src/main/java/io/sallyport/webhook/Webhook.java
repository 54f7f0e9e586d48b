package io.sallyport.webhook;

import io.sallyport.admission.NumberNews;
import io.sallyport.admission.Observation;
import io.sallyport.template.TemplateEvent;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one webhook delivery says that the gateway acts on, in the order it says it. Deliveries hold
 * up to 1,000 updates (platform-facts.md#webhook-size).
 *
 * @param numbers the configured numbers it is about
 * @param observations of contacts of configured numbers
 * @param numberNews of configured numbers
 * @param templateNews of templates of configured WABAs
 * @param violations of configured WABAs
 * @param unknownPreferences choices of contacts nobody knows, which change nothing
 * @param skipped items that looked like one of these and could not be read
 */
record Webhook(
    Set<String> numbers,
    List<Observation> observations,
    List<NumberNews> numberNews,
    List<TemplateNews> templateNews,
    List<Violation> violations,
    int unknownPreferences,
    int skipped) {

  /** When the newest of what it tells of a number's contacts happened; null when it tells none. */
  @Nullable Instant newest(String number) {
    return observations.stream()
        .filter(one -> one.phoneNumberId().equals(number))
        .map(Observation::at)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  /** News of one template. */
  record TemplateNews(String wabaId, TemplateEvent event) {}

  /**
   * Meta found a violation of its policies; restrictions may follow
   * (platform-facts.md#policy-enforcement).
   *
   * @param type Meta's word: {@code ADULT}, {@code SCAM}, …
   */
  record Violation(String wabaId, String type) {}
}
