package io.sallyport.webhook;

import io.sallyport.admission.NumberNews;
import io.sallyport.admission.Observation;
import io.sallyport.template.TemplateEvent;
import java.util.List;
import java.util.Set;

/**
 * What one webhook delivery says that the gateway acts on, in the order it says it. Deliveries hold
 * up to 1,000 updates (PF §3.2).
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

  /** News of one template. */
  record TemplateNews(String wabaId, TemplateEvent event) {}

  /**
   * Meta found a violation of its policies; restrictions may follow (PF §5.7).
   *
   * @param type Meta's word: {@code ADULT}, {@code SCAM}, …
   */
  record Violation(String wabaId, String type) {}
}
