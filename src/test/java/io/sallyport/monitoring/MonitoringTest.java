package io.sallyport.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.sallyport.rule.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * What is in deploy/monitoring asks for meters there are, and sends whoever is woken to a place
 * that exists.
 */
class MonitoringTest {

  private static final Path RULES = Path.of("deploy/monitoring/prometheus/sallyport.rules.yaml");
  private static final Path MANIFEST = Path.of("deploy/monitoring/prometheus/prometheusrule.yaml");
  private static final Path TRIALS =
      Path.of("deploy/monitoring/prometheus/sallyport.rules.test.yaml");
  private static final Path DASHBOARD = Path.of("deploy/monitoring/grafana/sallyport.json");
  private static final Path OPERATIONS = Path.of("src/docs/operations.md");
  private static final Path README = Path.of("README.md");

  private static final Pattern LABEL = Pattern.compile("\\{\\{ *(?:\\$labels\\.)?(\\w+) *}}");
  private static final Pattern ANCHOR = Pattern.compile("<a id=\"([a-z_-]+)\"></a>");

  private final Map<String, Series> known = DocumentedMeter.series();

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static List<JsonNode> alerts() throws IOException {
    JsonNode rules = new ObjectMapper(new YAMLFactory()).readTree(RULES.toFile());
    return stream(rules.get("groups")).flatMap(group -> stream(group.get("rules"))).toList();
  }

  private static Set<String> labelsIn(String text) {
    Set<String> labels = new TreeSet<>();
    Matcher label = LABEL.matcher(text);
    while (label.find()) {
      labels.add(label.group(1));
    }
    return labels;
  }

  private static Set<String> anchors() throws IOException {
    Set<String> anchors = new HashSet<>();
    Matcher anchor = ANCHOR.matcher(Files.readString(OPERATIONS));
    while (anchor.find()) {
      assertThat(anchors.add(anchor.group(1))).as(anchor.group(1)).isTrue();
    }
    return anchors;
  }

  @Test
  void alertsAskForMetersThereAre() throws IOException {
    for (JsonNode alert : alerts()) {
      String name = alert.get("alert").asText();
      Set<String> labels = PromQl.labels(known, alert.get("expr").asText());

      assertThat(labels).as(name).containsAll(labelsIn(alert.at("/annotations/summary").asText()));
    }
  }

  @Test
  void alertsSayHowBadItIsAndWhereToRead() throws IOException {
    Set<String> anchors = anchors();
    Set<String> names = new HashSet<>();
    for (JsonNode alert : alerts()) {
      String name = alert.get("alert").asText();
      assertThat(names.add(name)).as(name).isTrue();
      assertThat(name).startsWith("Sallyport");
      assertThat(alert.at("/labels/severity").asText()).as(name).isIn("critical", "warning");
      assertThat(alert.at("/annotations/summary").asText()).as(name).endsWith(".");
      String runbook = alert.at("/annotations/runbook").asText();
      assertThat(runbook).as(name).startsWith("src/docs/operations.md#");
      assertThat(anchors).as(name).contains(runbook.substring(runbook.indexOf('#') + 1));
    }
  }

  /** By promtool, which is not here: it needs more than a JDK. */
  @Test
  void everyAlertIsTried() throws IOException {
    JsonNode trials = new ObjectMapper(new YAMLFactory()).readTree(TRIALS.toFile());
    Set<String> fire =
        stream(trials.get("tests"))
            .flatMap(trial -> stream(trial.get("alert_rule_test")))
            .filter(one -> one.has("exp_alerts"))
            .map(one -> one.get("alertname").asText())
            .collect(Collectors.toSet());

    assertThat(fire)
        .isEqualTo(
            alerts().stream().map(one -> one.get("alert").asText()).collect(Collectors.toSet()));
  }

  /** One anchor for each, one for each reason of the README, and none that nobody needs. */
  @Test
  void everyReasonAndEveryAlertHasAnEntry() throws IOException {
    Set<String> needed =
        alerts().stream()
            .map(alert -> alert.at("/annotations/runbook").asText().replaceFirst(".*#", ""))
            .collect(Collectors.toSet());
    Stream.of(Reason.values()).map(Reason::wire).forEach(needed::add);

    assertThat(anchors()).isEqualTo(needed);
    String readme = Files.readString(README);
    for (Reason reason : Reason.values()) {
      assertThat(readme).contains("`" + reason.wire() + "`");
    }
  }

  /** A row of a reason has the code callers see. */
  @Test
  void entriesOfReasonsSayTheirCodes() throws IOException {
    List<String> lines = Files.readAllLines(OPERATIONS);
    for (Reason reason : Reason.values()) {
      assertThat(lines)
          .as(reason.wire())
          .anyMatch(
              line ->
                  line.startsWith("| <a id=\"" + reason.wire() + "\"></a>`" + reason.wire() + "`")
                      && line.contains(said(reason)));
    }
  }

  /** Rules of Wazzup's numbers are told by words of Wazzup's. */
  private static String said(Reason reason) {
    return switch (reason) {
      case FIRST_CONTACT, SILENCE -> " MESSAGES_NOT_TEXT_FIRST ";
      case UNANSWERED -> " MESSAGES_IS_SPAM ";
      case HELD -> " 202 ";
      default -> " " + reason.error().code() + " ";
    };
  }

  @Test
  void theManifestIsTheRules() throws IOException {
    String rules = Files.readString(RULES);
    String spec =
        rules
            .substring(rules.indexOf("groups:"))
            .lines()
            .map(MonitoringTest::indented)
            .collect(Collectors.joining("\n", "", "\n"));

    assertThat(Files.readString(MANIFEST))
        .as("run deploy/monitoring/prometheus/generate")
        .endsWith("\nspec:\n" + spec);
    JsonNode manifest = new ObjectMapper(new YAMLFactory()).readTree(MANIFEST.toFile());
    assertThat(manifest.get("kind").asText()).isEqualTo("PrometheusRule");
    assertThat(manifest.at("/spec/groups/0/rules")).hasSize(alerts().size());
  }

  private static String indented(String line) {
    return line.isEmpty() ? line : "  " + line;
  }

  @Test
  void panelsAskForMetersThereAre() throws IOException {
    JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
    for (JsonNode panel : dashboard.get("panels")) {
      for (JsonNode target : panel.path("targets")) {
        String title = panel.get("title").asText();
        String expression = target.get("expr").asText().replace("$__rate_interval", "5m");
        Set<String> labels = PromQl.labels(known, expression);

        assertThat(labels).as(title).containsAll(labelsIn(target.get("legendFormat").asText()));
      }
    }
  }

  @Test
  void theDashboardIsWhole() throws IOException {
    JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
    Set<Integer> ids = new HashSet<>();
    for (JsonNode panel : dashboard.get("panels")) {
      String title = panel.get("title").asText();
      assertThat(ids.add(panel.get("id").asInt())).as(title).isTrue();
      if (!panel.get("type").asText().equals("row")) {
        assertThat(panel.at("/datasource/uid").asText()).as(title).isEqualTo("${datasource}");
        assertThat(panel.get("targets")).as(title).isNotEmpty();
        assertThat(panel.get("description").asText()).as(title).endsWith(".");
      }
    }
    List<String> variables = new ArrayList<>();
    for (JsonNode variable : dashboard.at("/templating/list")) {
      variables.add(variable.get("name").asText());
      String query = variable.path("definition").asText();
      if (!query.isEmpty()) {
        String[] of = query.replaceAll("label_values\\((.*)\\)", "$1").split(", ", -1);
        assertThat(known.get(of[0]).labels()).as(query).containsKey(of[1]);
      }
    }
    assertThat(variables).containsExactly("datasource", "number", "target");
  }
}
