package io.sallyport.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.config.Environments;
import io.sallyport.config.NumbersConfig;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** What has to hold of the gateway's pods, whoever rendered them. */
final class GatewayPod {

  private final List<JsonNode> objects;
  private final JsonNode deployment;
  private final JsonNode pod;
  private final JsonNode container;

  private GatewayPod(List<JsonNode> objects) {
    this.objects = objects;
    this.deployment = Manifests.gateway(objects, "Deployment");
    this.pod = deployment.at("/spec/template/spec");
    this.container = pod.at("/containers/0");
  }

  static GatewayPod of(List<JsonNode> objects) {
    return new GatewayPod(objects);
  }

  /** Its variables, without those of Secrets that are made by hand. */
  Map<String, String> environment() {
    Map<String, String> variables = new HashMap<>();
    for (JsonNode source : container.path("envFrom")) {
      String name = source.findPath("name").asText();
      objects.stream()
          .filter(object -> object.at("/metadata/name").asText().equals(name))
          .forEach(
              object -> {
                variables.putAll(Manifests.strings(object.path("data")));
                variables.putAll(Manifests.strings(object.path("stringData")));
              });
    }
    return variables;
  }

  JsonNode spec() {
    return pod;
  }

  void isSound() throws IOException {
    isRestricted();
    isProbed();
    isReachedByItsService();
    hasTimeToStop();
    runsWithTheOptionsOfTheImage();
    assertThat(Environments.unknown(environment().keySet())).isEmpty();
    NumbersConfig numbers = Environments.numbers(environment());
    assertThat(numbers.byId().size() + numbers.wabas().size()).isPositive();
    assertThat(numbers.byId()).allSatisfy((id, number) -> assertThat(number.wabaId()).isPresent());
    assertThat(numbers.wabas())
        .allSatisfy((id, waba) -> assertThat(waba.accessToken()).isPresent());
  }

  /** The Pod Security Standard "restricted", and more. */
  private void isRestricted() {
    assertThat(pod.path("containers")).hasSize(1);
    assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
    assertThat(pod.path("enableServiceLinks").asBoolean(true)).isFalse();
    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.at("/securityContext/runAsUser").asInt()).isEqualTo(1001);
    assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
    JsonNode security = container.path("securityContext");
    assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(security.at("/capabilities/drop"))
        .extracting(JsonNode::asText)
        .containsExactly("ALL");
    assertThat(container.path("volumeMounts"))
        .filteredOn(mount -> !mount.path("readOnly").asBoolean())
        .extracting(mount -> mount.path("mountPath").asText())
        .containsExactly("/tmp");
    assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
  }

  private void isProbed() throws IOException {
    Properties application = new Properties();
    try (Reader reader =
        Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
      application.load(reader);
    }
    Map<String, String> ports = new HashMap<>();
    container
        .path("ports")
        .forEach(
            port -> ports.put(port.path("name").asText(), port.path("containerPort").asText()));
    assertThat(ports)
        .isEqualTo(
            Map.of(
                "http", application.getProperty("quarkus.http.port"),
                "management", application.getProperty("quarkus.management.port")));
    Map.of("startupProbe", "started", "livenessProbe", "live", "readinessProbe", "ready")
        .forEach(
            (probe, path) -> {
              JsonNode get = container.at("/" + probe + "/httpGet");
              assertThat(get.path("path").asText()).isEqualTo("/q/health/" + path);
              assertThat(get.path("port").asText()).isEqualTo("management");
            });
  }

  private void isReachedByItsService() {
    Map<String, String> labels = Manifests.strings(deployment.at("/spec/template/metadata/labels"));
    assertThat(labels)
        .containsAllEntriesOf(Manifests.strings(deployment.at("/spec/selector/matchLabels")))
        .containsEntry("app.kubernetes.io/name", "sallyport")
        .containsEntry("app.kubernetes.io/component", "gateway");
    List<String> ports = new ArrayList<>();
    Manifests.ofKind(objects, "Service")
        .filter(service -> !service.at("/metadata/name").asText().endsWith("redis"))
        .forEach(
            service -> {
              assertThat(labels)
                  .containsAllEntriesOf(Manifests.strings(service.at("/spec/selector")));
              service
                  .at("/spec/ports")
                  .forEach(port -> ports.add(port.path("targetPort").asText()));
            });
    assertThat(ports).containsExactlyInAnyOrder("http", "management");
  }

  /** A send that has left is waited for, and the pod is killed after that and not before. */
  private void hasTimeToStop() {
    Map<String, String> variables = environment();
    Duration delay = seconds(variables.get("QUARKUS_SHUTDOWN_DELAY"));
    Duration timeout = seconds(variables.get("QUARKUS_SHUTDOWN_TIMEOUT"));
    Duration grace = Duration.ofSeconds(pod.path("terminationGracePeriodSeconds").asLong());

    assertThat(timeout).isGreaterThan(Environments.read(variables).graph().readTimeout());
    assertThat(grace).isGreaterThanOrEqualTo(delay.plus(timeout).plusSeconds(5));
  }

  /** None of its own, and memory that they fit into. */
  private void runsWithTheOptionsOfTheImage() throws IOException {
    assertThat(environment()).doesNotContainKeys(JvmOptions.VARIABLES);
    assertThat(container.path("env")).isEmpty();
    assertThat(container.path("command")).isEmpty();
    assertThat(container.path("args")).isEmpty();
    JsonNode resources = container.path("resources");
    JvmOptions.read().fitInto(JvmOptions.mebibytes(resources.at("/limits/memory").asText()));
    assertThat(resources.at("/requests/memory")).isEqualTo(resources.at("/limits/memory"));
  }

  private static Duration seconds(String value) {
    return Duration.parse("PT" + value);
  }
}
