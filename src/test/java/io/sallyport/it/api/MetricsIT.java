package io.sallyport.it.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.sallyport.monitoring.DocumentedMeter;
import io.sallyport.monitoring.Exposition;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.World;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the packaged gateway exports is what src/docs/metrics.md says. */
@QuarkusIntegrationTest
@WithTestResource(World.class)
class MetricsIT extends Scenario {

  private static final String OPEN = "sallyport_windows_open{number=\"" + World.NUMBER + "\"}";

  private String metrics() {
    return gateway().manage("/q/metrics").text();
  }

  private double metric(String name) {
    Matcher line =
        Pattern.compile("^" + Pattern.quote(name) + " (\\S+)$", Pattern.MULTILINE)
            .matcher(metrics());
    return line.find() ? Double.parseDouble(line.group(1)) : 0;
  }

  @Test
  void isOnThePage() {
    gateway().send(Bodies.text(contactWithOpenWindow())).assertForwarded();
    gateway().send(Bodies.marketing(newContact())).assertForwarded();
    await().until(() -> metrics().contains(OPEN));

    Map<String, DocumentedMeter> documented = DocumentedMeter.all();
    Map<String, DocumentedMeter> exported = Exposition.meters(metrics());

    assertThat(documented.keySet()).containsAll(exported.keySet());
    exported.forEach(
        (name, meter) -> {
          DocumentedMeter row = documented.get(name);
          assertThat(meter.type()).as(name).isEqualTo(row.type());
          meter
              .tags()
              .forEach(
                  (tag, values) -> {
                    assertThat(row.tags()).as(name).containsKey(tag);
                    if (!row.tags().get(tag).isEmpty()) {
                      assertThat(row.tags().get(tag)).as(name + " " + tag).containsAll(values);
                    }
                  });
        });
    assertThat(exported.keySet())
        .contains(
            "sallyport_decisions_total",
            "sallyport_marketing_total",
            "sallyport_webhooks_total",
            "sallyport_contradictions_total",
            "sallyport_windows_open",
            "sallyport_windows_closing",
            "sallyport_number_restricted",
            "sallyport_deferred_waiting",
            "sallyport_redis_latency_seconds",
            "sallyport_upstream_latency_seconds");
  }

  @Test
  void followsOpenWindowsAndReadiness() {
    await().until(() -> metric("sallyport_ready") == 1);
    await().until(() -> metrics().contains(OPEN));
    double before = metric(OPEN);

    contactWithOpenWindow();
    contactWithOpenWindow();
    contactWithClosedWindow();

    await().until(() -> metric(OPEN) >= before + 2);
  }

  @Test
  void alertedCountersAreThereBeforeTheyCount() {
    assertThat(metrics())
        .contains(
            "sallyport_decisions_total{channel=\"whatsapp\",class=\"free_form\",outcome=\"rejected\",reason=\"undecided\"}")
        .contains("sallyport_webhooks_total{outcome=\"not_stored\"}")
        .contains("sallyport_contradictions_total{about=\"at_the_end\",kind=\"closed_after_all\"}");
  }
}
