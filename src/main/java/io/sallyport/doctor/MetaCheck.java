package io.sallyport.doctor;

import io.sallyport.config.SallyportConfig;
import io.sallyport.doctor.Probe.Unreachable;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** Meta's Graph API: reached, and what time it is there. */
@Singleton
final class MetaCheck implements Check {

  private final URI graph;
  private final Probe probe = new Probe();

  MetaCheck(SallyportConfig config) {
    this.graph = config.graph().url();
  }

  @Override
  public String name() {
    return "meta";
  }

  @Override
  public List<Finding> look(Options options) {
    try {
      HttpResponse<String> answer = probe.head(graph.resolve("/"));
      List<Finding> found = new ArrayList<>();
      found.add(Finding.ok(name(), Probe.shown(graph) + " answers"));
      found.add(
          answer
              .headers()
              .firstValue("Date")
              .map(MetaCheck::clock)
              .orElseGet(() -> Finding.skip("meta clock", "its answer has no Date")));
      return found;
    } catch (Unreachable silent) {
      return List.of(
          Finding.fail(
              name(),
              Probe.shown(graph) + ": " + silent.why(),
              "sallyport.graph.url; DNS, proxy, firewall"));
    }
  }

  private static Finding clock(String date) {
    try {
      Instant at = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      // It is cut to the second.
      Instant middle = at.plusMillis(500);
      return Clocks.of("meta clock", "Meta", Duration.between(Instant.now(), middle));
    } catch (DateTimeParseException e) {
      return Finding.skip("meta clock", "its Date cannot be read");
    }
  }
}
