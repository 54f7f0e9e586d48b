package io.sallyport.webhook;

import io.sallyport.admission.Observation;
import io.sallyport.template.TemplateEvent;
import java.util.List;
import java.util.Set;

/**
 * What one webhook delivery says that the gateway acts on. Deliveries hold up to 1,000 updates (PF
 * §3.2).
 *
 * @param numbers the configured numbers it is about
 * @param observations of contacts of configured numbers
 * @param templateNews of templates of configured WABAs
 * @param skipped items that looked like one of these and could not be read
 */
record Webhook(
    Set<String> numbers,
    List<Observation> observations,
    List<TemplateNews> templateNews,
    int skipped) {

  /** News of one template. */
  record TemplateNews(String wabaId, TemplateEvent event) {}
}
