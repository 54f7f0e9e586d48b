package io.sallyport.webhook;

import io.sallyport.ledger.NumberNews;
import io.sallyport.ledger.Observation;
import io.sallyport.template.TemplateEvent;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a webhook delivery says, as far as the gateway acts on it, in the delivery's order. A
 * delivery holds up to 1,000 updates (platform-facts.md#webhook-size).
 *
 * @param numbers the configured numbers it is about
 * @param observations about contacts of configured numbers
 * @param numberNews about configured numbers
 * @param templateNews about templates of configured WABAs
 * @param violations by configured WABAs
 * @param unknownPreferences how many choices of contacts had an unknown value; they change nothing
 * @param skipped how many items could not be read
 */
record Webhook(
    Set<String> numbers,
    List<Observation> observations,
    List<NumberNews> numberNews,
    List<TemplateNews> templateNews,
    List<Violation> violations,
    int unknownPreferences,
    int skipped) {

  /** Time of the newest observation about a number's contacts; null without any. */
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
   * Meta reports a policy violation; restrictions may follow
   * (platform-facts.md#policy-enforcement).
   *
   * @param type Meta's name for it: {@code ADULT}, {@code SCAM}, …
   */
  record Violation(String wabaId, String type) {}
}
