package io.sallyport.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.config.Environments;
import io.sallyport.config.NumbersConfig.PhoneNumber;
import io.sallyport.config.SallyportConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Helm chart, as Helm renders it with these values. */
class ChartTest {

  private static final Path PRODUCTION = Path.of("deploy/helm/production.example.yaml");

  private static final String LEAST =
      """
      numbers: {"106540352242922": {wabaId: "102290129340398"}}
      redis: {hosts: ["redis://redis.example.com:6379"]}
      """;

  /** Values that turn the chart's corners. */
  enum Values {
    LEAST(ChartTest.LEAST),
    TRIAL(
        """
        numbers: {"106540352242922": {wabaId: "102290129340398"}}
        redis: {trial: {enabled: true, storageClassName: fast}}
        networkPolicy: {enabled: true}
        """),
    SENTINEL(
        """
        numbers: {"106540352242922": {wabaId: "102290129340398"}}
        redis:
          clientType: sentinel
          masterName: main
          hosts: ["redis://a.example.com:26379", "redis://b.example.com:26379"]
        """),
    CLUSTER(
        """
        numbers: {"106540352242922": {wabaId: "102290129340398"}}
        redis: {clientType: cluster, hosts: ["rediss://a.example.com:6379", "rediss://b.example.com:6379"]}
        """),
    CLIENTS_AND_RELAY(
        """
        numbers:
          "106540352242922":
            {wabaId: "102290129340398", accessTokenFile: token, country: US, portfolio: "7", mode: coexistence,
             throughput: 20, messagingLimit: 100000}
          "106540352242923": {wabaId: "102290129340398", messagingLimit: TIER_2K}
        clients:
          crm: {keyFile: client-crm}
          shop: {keyFile: client-shop, numbers: ["106540352242922"], defaultNumber: "106540352242922"}
        relayTargets:
          crm: {url: "https://crm.example.com/webhooks/whatsapp"}
          shop: {url: "https://shop.example.com/hooks", numbers: ["106540352242922", "106540352242923"]}
        config: {SALLYPORT_POLICY_MARKETING_MAX: "1"}
        rateCard: |
          country,category,price,currency,valid_from
          *,marketing,0.0600,USD,2026-10-01
        redis: {hosts: ["redis://redis.example.com:6379"]}
        """),
    EVERYTHING_ON(
        """
        numbers: {"106540352242922": {wabaId: "102290129340398"}}
        fullnameOverride: sallyport-two
        image: {repository: registry.example.com/sallyport, digest: "sha256:%s", pullPolicy: Always}
        imagePullSecrets: [pull]
        redis: {hosts: ["redis://redis.example.com:6379"], readIdleTimeout: ""}
        autoscaling: {enabled: true, minReplicas: 3}
        podDisruptionBudget: {maxUnavailable: 25%%}
        networkPolicy:
          enabled: true
          trafficFrom: [{podSelector: {matchLabels: {app: crm}}}]
          redisTo: [{ipBlock: {cidr: 10.0.0.0/8}}]
          extraEgress: [{to: [{podSelector: {matchLabels: {app: crm}}}], ports: [{protocol: TCP, port: 8080}]}]
        serviceMonitor: {enabled: true, labels: {release: prometheus}}
        service: {type: LoadBalancer, annotations: {example.com/scheme: internal}}
        podAnnotations: {example.com/note: "yes"}
        nodeSelector: {kubernetes.io/arch: amd64}
        tolerations: [{key: dedicated, operator: Exists}]
        affinity: {nodeAffinity: {}}
        """
            .formatted("0".repeat(64))),
    EVERYTHING_OFF(
        """
        numbers: {"106540352242922": {wabaId: "102290129340398"}}
        redis: {hosts: ["redis://redis.example.com:6379"]}
        replicas: 1
        autoscaling: {enabled: false}
        podDisruptionBudget: {enabled: false}
        networkPolicy: {enabled: false}
        serviceMonitor: {enabled: false}
        """);

    private final String yaml;

    Values(String yaml) {
      this.yaml = yaml;
    }
  }

  @TempDir private Path folder;

  @BeforeAll
  static void helm() {
    assumeTrue(
        Chart.canBeRendered(),
        "no Helm library for %s on %s: the chart is not rendered"
            .formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
  }

  @Test
  void helmFindsNothingToSayButThatThereIsNoIcon() {
    assertThat(Chart.lint().getMessages())
        .containsExactly("[INFO] Chart.yaml: icon is recommended");
  }

  @ParameterizedTest
  @EnumSource
  void aReleaseIsSound(Values values) throws IOException {
    List<JsonNode> objects = Chart.render(file(values.yaml));

    assertThat(KubernetesSchema.problems(objects)).isEmpty();
    GatewayPod.of(objects).isSound();
  }

  @ParameterizedTest
  @ValueSource(strings = {"trial.example.yaml", "production.example.yaml"})
  void anExampleIsSound(String file) throws IOException {
    List<JsonNode> objects = Chart.render(Path.of("deploy/helm", file));

    assertThat(KubernetesSchema.problems(objects)).isEmpty();
    GatewayPod.of(objects).isSound();
  }

  @Test
  void anotherReleaseHasItsOwnNamesAndSelectors() throws IOException {
    Path trial = file(Values.TRIAL.yaml);
    List<JsonNode> one = Chart.render("one", trial);
    List<JsonNode> two = Chart.render("two", trial);

    assertThat(one).extracting(Manifests::title).doesNotContainAnyElementsOf(titles(two));
    assertThat(one.stream().map(object -> object.at("/spec/selector")))
        .filteredOn(JsonNode::isObject)
        .allSatisfy(it -> assertThat(it.toString()).contains("\"one\""));
  }

  @Test
  void clientsAndTargetsAreThoseOfTheValues() throws IOException {
    List<JsonNode> objects = Chart.render(file(Values.CLIENTS_AND_RELAY.yaml));
    Map<String, String> variables = GatewayPod.of(objects).environment();
    SallyportConfig config = Environments.read(variables);
    PhoneNumber number = Environments.numbers(variables).byId().get("106540352242922");

    assertThat(config.clients()).containsOnlyKeys("crm", "shop");
    assertThat(config.clients().get("shop").numbers()).contains(List.of("106540352242922"));
    assertThat(config.relay().targets()).containsOnlyKeys("crm", "shop");
    assertThat(number.messagingLimit()).contains("100000");
    assertThat(number.throughput()).hasValue(20);
    assertThat(config.policy().marketing().max()).isEqualTo(1);
  }

  @Test
  void aChangedSettingRollsThePods() throws IOException {
    JsonNode before = podTemplate(LEAST);
    JsonNode same = podTemplate(LEAST);
    JsonNode after = podTemplate(LEAST + "config: {SALLYPORT_POLICY_MARKETING_MAX: \"1\"}\n");

    assertThat(same).isEqualTo(before);
    assertThat(after).isNotEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "replica: 3",
        "autoscaling: {enable: true}",
        "replicas: two",
        "numbers: {\"106540352242922\": {waba: \"102290129340398\"}}",
        "clients: {My-CRM: {keyFile: client-crm}}",
        "redis: {hosts: [\"redis://:a-password@redis.example.com:6379\"]}",
        "redis: {hosts: []}",
        "redis: {clientType: sentinels}",
        "networkPolicy: {enabled: true}",
        "networkPolicy: {enabled: true, trafficFrom: [{podSelectors: {}}]}",
      })
  void aMistakeInTheValuesIsRefused(String mistake) throws IOException {
    Path good = file(LEAST);
    Path bad = Files.writeString(folder.resolve("mistake.yaml"), mistake);

    assertThatThrownBy(() -> Chart.render(good, bad)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void productionIsWhatItIsWithKustomize() throws IOException {
    List<JsonNode> helm = Chart.render(PRODUCTION);
    List<JsonNode> kustomize =
        Kustomization.in(Path.of("deploy/kubernetes/overlays/production")).objects();

    assertThat(GatewayPod.of(helm).environment()).isEqualTo(GatewayPod.of(kustomize).environment());
    assertThat(essentials(helm)).isEqualTo(essentials(kustomize));
  }

  /** All but names, labels and images, which each tool makes its own way. */
  private static List<JsonNode> essentials(List<JsonNode> objects) {
    return List.of(
            "Deployment",
            "HorizontalPodAutoscaler",
            "PodDisruptionBudget",
            "NetworkPolicy",
            "ServiceMonitor",
            "Service")
        .stream()
        .map(kind -> (ObjectNode) Manifests.gateway(objects, kind).path("spec").deepCopy())
        .map(ChartTest::withoutNames)
        .toList();
  }

  private static JsonNode withoutNames(ObjectNode spec) {
    spec.remove(List.of("selector", "podSelector", "type"));
    if (spec.at("/template/spec") instanceof ObjectNode pod) {
      ((ObjectNode) spec.path("template")).remove("metadata");
      ((ObjectNode) pod.at("/containers/0")).remove(List.of("image", "imagePullPolicy", "envFrom"));
      pod.findParents("labelSelector").forEach(it -> ((ObjectNode) it).remove("labelSelector"));
      pod.findParents("optional").forEach(it -> ((ObjectNode) it).remove("optional"));
    }
    return spec;
  }

  private JsonNode podTemplate(String values) throws IOException {
    return Manifests.gateway(Chart.render(file(values)), "Deployment").at("/spec/template");
  }

  private static List<String> titles(List<JsonNode> objects) {
    return objects.stream().map(Manifests::title).toList();
  }

  private Path file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("values.yaml"), yaml);
  }
}
