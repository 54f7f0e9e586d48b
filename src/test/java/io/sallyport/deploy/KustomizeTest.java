package io.sallyport.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.config.Environments;
import io.sallyport.config.SallyportConfig;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kustomize base and its overlays. */
class KustomizeTest {

  private static final Path FOLDER = Path.of("deploy/kubernetes");

  private static final Path EXAMPLE = FOLDER.resolve("overlays/production/secret.example.yaml");

  @Test
  void everyFileIsPartOfSomething() throws IOException {
    Set<Path> used = new HashSet<>();
    Set<Path> there = new HashSet<>();
    try (Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        switch (file.getFileName().toString()) {
          case "kustomization.yaml" -> used.addAll(Kustomization.in(file.getParent()).files());
          case "secret.example.yaml", "secret.yaml" -> {}
          default -> there.add(file);
        }
      }
    }

    assertThat(used).isEqualTo(there);
  }

  @Test
  void theExampleOfSecretsIsValid() {
    assertThat(KubernetesSchema.problems(Manifests.read(EXAMPLE))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "production", "production-sentinel", "production-cluster"})
  void anOverlayIsSound(String overlay) throws IOException {
    List<JsonNode> objects = overlay(overlay).objects();

    assertThat(KubernetesSchema.problems(objects)).isEmpty();
    GatewayPod.of(objects).isSound();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "production", "production-sentinel", "production-cluster"})
  void everySecretThatIsReferredToIsGeneratedOrInTheExample(String overlay) {
    List<JsonNode> objects = overlay(overlay).objects();
    Set<String> names = new HashSet<>();
    Manifests.ofKind(objects, "Secret").forEach(it -> names.add(it.at("/metadata/name").asText()));
    if (!overlay.equals("dev")) {
      Manifests.read(EXAMPLE).forEach(it -> names.add(it.at("/metadata/name").asText()));
    }

    GatewayPod pod = GatewayPod.of(objects);

    assertThat(pod.spec().findValues("secretRef"))
        .extracting(it -> it.path("name").asText())
        .isSubsetOf(names);
    assertThat(pod.spec().findValues("secret"))
        .filteredOn(it -> !overlay.equals("dev") || !it.path("optional").asBoolean())
        .extracting(it -> it.path("secretName").asText())
        .isSubsetOf(names);
  }

  @Test
  void productionsKeysAndTokensAreFilesOfTheExample() {
    Map<String, String> files = secret("sallyport-files");
    Map<String, String> variables = new HashMap<>(secret("sallyport-secrets"));
    variables.putAll(GatewayPod.of(overlay("production").objects()).environment());

    assertThat(variables.values().stream().filter(value -> value.startsWith("file:")))
        .containsExactlyInAnyOrderElementsOf(
            files.keySet().stream().map("file:/etc/sallyport/secrets/"::concat).toList());
    assertThat(Environments.unknown(variables.keySet())).isEmpty();
    SallyportConfig config = Environments.read(variables);
    assertThat(config.webhook().appSecret()).isPresent();
    assertThat(config.webhook().verifyToken()).isPresent();
    assertThat(config.clients()).containsOnlyKeys("crm");
    assertThat(Environments.numbers(variables).wabas()).containsOnlyKeys("102290129340398");
  }

  /** What kubectl makes of it, where there is one: the same objects, and as sound. */
  @ParameterizedTest
  @ValueSource(strings = {"dev", "production", "production-sentinel", "production-cluster"})
  void kubectlRendersTheSame(String overlay) throws IOException, InterruptedException {
    assumeTrue(hasKubectl(), "no kubectl on the PATH: the overlays are read without it only");

    List<JsonNode> rendered = kustomize(FOLDER.resolve("overlays").resolve(overlay));

    assertThat(KubernetesSchema.problems(rendered)).isEmpty();
    GatewayPod.of(rendered).isSound();
    assertThat(rendered.stream().map(KustomizeTest::titleWithoutHash))
        .containsExactlyInAnyOrderElementsOf(
            overlay(overlay).objects().stream().map(Manifests::title).toList());
    assertThat(Manifests.gateway(rendered, "ConfigMap").path("data"))
        .isEqualTo(Manifests.gateway(overlay(overlay).objects(), "ConfigMap").path("data"));
  }

  private static Kustomization overlay(String name) {
    return Kustomization.in(FOLDER.resolve("overlays").resolve(name));
  }

  private static Map<String, String> secret(String name) {
    return Manifests.read(EXAMPLE).stream()
        .filter(object -> object.at("/metadata/name").asText().equals(name))
        .map(object -> Manifests.strings(object.path("stringData")))
        .findFirst()
        .orElseThrow();
  }

  private static String titleWithoutHash(JsonNode object) {
    String title = Manifests.title(object);
    return title.matches("(ConfigMap|Secret)/.*")
        ? title.substring(0, title.lastIndexOf('-'))
        : title;
  }

  private static boolean hasKubectl() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
  }

  private static List<JsonNode> kustomize(Path overlay) throws IOException, InterruptedException {
    Process kubectl =
        new ProcessBuilder("kubectl", "kustomize", overlay.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String yaml = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(kubectl.waitFor()).isZero();
    return Manifests.read(yaml);
  }
}
