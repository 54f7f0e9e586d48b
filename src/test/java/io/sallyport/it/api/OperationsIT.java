package io.sallyport.it.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.World;
import io.vertx.core.json.JsonObject;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator sees, on a port of its own. */
@QuarkusIntegrationTest
@WithTestResource(World.class)
class OperationsIT extends Scenario {

  @ParameterizedTest
  @ValueSource(strings = {"live", "ready", "started"})
  void isHealthy(String kind) {
    Answer answer = gateway().manage("/q/health/" + kind);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getString("status")).isEqualTo("UP");
  }

  @Test
  void showsTheRegistryAndTheClock() {
    assertThat(gateway().manage("/q/health/ready").text())
        .contains("Redis connection health check")
        .contains("Template registry", World.WABA);
    assertThat(gateway().manage("/q/health/live").text()).contains("Clock", "PT0S");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/q/health", "/q/health/live", "/q/metrics"})
  void keepsOperationsOffThePortOfTheTraffic(String target) {
    assertThat(gateway().get(target).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "text, open, free_form, none, forwarded",
    "text, closed, free_form, window_closed, rejected",
    "utility, closed, template, none, forwarded",
    "read, open, control, none, forwarded",
    "broken, open, none, invalid_body, rejected"
  })
  void countsDecisions(
      String send, String window, String sendClass, String reason, String outcome) {
    String contact = window.equals("open") ? contactWithOpenWindow() : contactWithClosedWindow();
    String meter =
        "sallyport_decisions_total{channel=\"whatsapp\",class=\""
            + sendClass
            + "\",outcome=\""
            + outcome
            + "\",reason=\""
            + reason
            + "\"}";
    double before = metric(meter);

    gateway().send(body(send, contact));

    assertThat(metric(meter)).isEqualTo(before + 1);
  }

  @Test
  void measuresMetaAndRedis() {
    String contact = contactWithOpenWindow();
    double upstream = metric("sallyport_upstream_latency_seconds_count");
    double redis = metric("sallyport_redis_latency_seconds_count");

    gateway().send(Bodies.text(contact)).assertForwarded();

    assertThat(metric("sallyport_upstream_latency_seconds_count")).isEqualTo(upstream + 1);
    assertThat(metric("sallyport_redis_latency_seconds_count")).isEqualTo(redis + 1);
  }

  @Test
  void countsWindowsThatOpen() {
    String contact = newContact();
    double before = metric("sallyport_windows_opened_total");

    JsonObject inbound = Events.inbound(contact, now().minusSeconds(5));
    tell(inbound);
    tell(inbound);
    wrote(contact, now());
    contactWithClosedWindow();

    assertThat(metric("sallyport_windows_opened_total")).isEqualTo(before + 1);
  }

  @Test
  void namesNoContactInItsMeters() {
    gateway().send(Bodies.text(contactWithClosedWindow()));
    gateway().send(Bodies.template(newContact(), "unheard_of", "en_US"));

    assertThat(gateway().manage("/q/metrics").text()).doesNotContain("1650555", "unheard_of");
  }

  @Test
  void describesItsApi() {
    assertThat(gateway().get("/q/openapi").text() + gateway().manage("/q/openapi").text())
        .contains("/sallyport/v1/numbers/{phone_number_id}/templates");
  }

  private static Object body(String send, String contact) {
    return switch (send) {
      case "text" -> Bodies.text(contact);
      case "utility" -> Bodies.utility(contact);
      case "read" -> Bodies.readReceipt();
      default -> "{";
    };
  }

  /** 0 before it is first counted. */
  private double metric(String name) {
    Matcher line =
        Pattern.compile("^" + Pattern.quote(name) + " (\\S+)$", Pattern.MULTILINE)
            .matcher(gateway().manage("/q/metrics").text());
    return line.find() ? Double.parseDouble(line.group(1)) : 0;
  }
}
