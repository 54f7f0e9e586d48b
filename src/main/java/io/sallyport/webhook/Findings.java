package io.sallyport.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.admission.NumberNews;
import io.sallyport.admission.Observation;
import io.sallyport.webhook.Webhook.TemplateNews;
import io.sallyport.webhook.Webhook.Violation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** What was found in a delivery so far. */
final class Findings {

  private final Set<String> numbers = new LinkedHashSet<>();
  private final List<Observation> observations = new ArrayList<>();
  private final List<NumberNews> numberNews = new ArrayList<>();
  private final List<TemplateNews> templateNews = new ArrayList<>();
  private final List<Violation> violations = new ArrayList<>();
  private int unknownPreferences;
  private int skipped;

  void number(String phoneNumberId) {
    numbers.add(phoneNumberId);
  }

  /** What each item says of contacts. */
  void observe(JsonNode items, Function<JsonNode, List<Observation>> read) {
    each(items, item -> observations.addAll(read.apply(item)));
  }

  void observe(Observation observation) {
    observations.add(observation);
  }

  void unknownPreference() {
    unknownPreferences++;
  }

  void news(List<NumberNews> news) {
    numberNews.addAll(news);
  }

  void news(TemplateNews news) {
    templateNews.add(news);
  }

  void violation(Violation violation) {
    violations.add(violation);
  }

  /** Items are read one by one: one that cannot be never drops the others. */
  void each(JsonNode items, Consumer<JsonNode> read) {
    for (JsonNode item : items) {
      guarded(() -> read.accept(item));
    }
  }

  void guarded(Runnable read) {
    try {
      read.run();
    } catch (Unreadable e) {
      skipped++;
    }
  }

  Webhook webhook() {
    return new Webhook(
        numbers, observations, numberNews, templateNews, violations, unknownPreferences, skipped);
  }
}
