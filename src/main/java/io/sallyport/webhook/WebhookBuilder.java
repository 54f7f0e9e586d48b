package io.sallyport.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.ledger.NumberNews;
import io.sallyport.ledger.Observation;
import io.sallyport.webhook.Webhook.TemplateNews;
import io.sallyport.webhook.Webhook.Violation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Collects what a delivery says, item by item, and counts the items that cannot be read. */
final class WebhookBuilder {

  private final Set<String> numbers = new LinkedHashSet<>();
  private final List<Observation> observations = new ArrayList<>();
  private final List<NumberNews> numberNews = new ArrayList<>();
  private final List<TemplateNews> templateNews = new ArrayList<>();
  private final List<Violation> violations = new ArrayList<>();
  private int unknownPreferences;
  private int skipped;

  void addNumber(String phoneNumberId) {
    numbers.add(phoneNumberId);
  }

  /** Adds what each item says of contacts. */
  void addObservations(JsonNode items, Function<JsonNode, List<Observation>> read) {
    readEach(items, item -> observations.addAll(read.apply(item)));
  }

  void addObservation(Observation observation) {
    observations.add(observation);
  }

  void addUnknownPreference() {
    unknownPreferences++;
  }

  void addNumberNews(List<NumberNews> news) {
    numberNews.addAll(news);
  }

  void addTemplateNews(TemplateNews news) {
    templateNews.add(news);
  }

  void addViolation(Violation violation) {
    violations.add(violation);
  }

  /** Reads the items one by one; one that cannot be read is skipped, the others are kept. */
  void readEach(JsonNode items, Consumer<JsonNode> read) {
    for (JsonNode item : items) {
      readOrSkip(() -> read.accept(item));
    }
  }

  void readOrSkip(Runnable read) {
    try {
      read.run();
    } catch (Unreadable e) {
      skipped++;
    }
  }

  Webhook build() {
    return new Webhook(
        numbers, observations, numberNews, templateNews, violations, unknownPreferences, skipped);
  }
}
