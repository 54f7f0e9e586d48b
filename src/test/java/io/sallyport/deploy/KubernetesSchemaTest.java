package io.sallyport.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.error.YAMLException;

/** The check of the manifests finds what it is there to find. */
class KubernetesSchemaTest {

  private static final Path KUBERNETES = Path.of("deploy/kubernetes");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // a misspelt field, at any depth
        "base/deployment.yaml | readinessProbe: | readinesProbe:",
        "base/deployment.yaml | maxSurge: | maxSurges:",
        "base/deployment.yaml | runAsNonRoot: | runAsNonroot:",
        "base/deployment.yaml | secretRef: | secretKeyRef:",
        "overlays/production/networkpolicy.yaml | cidr: | cdir:",
        "overlays/production/servicemonitor.yaml | interval: | intervals:",
        "overlays/production/horizontalpodautoscaler.yaml | averageUtilization: | averageUtilisation:",
        // a field that must be there
        "base/deployment.yaml | selector: | nodeName:",
        "base/deployment.yaml | containerPort: 8080 | hostPort: 8080",
        "overlays/production/horizontalpodautoscaler.yaml | maxReplicas: 10 | minReplicas: 10",
        // a wrong type
        "base/deployment.yaml | runAsUser: 1001 | runAsUser: \"1001\"",
        "base/deployment.yaml | terminationGracePeriodSeconds: 60 | terminationGracePeriodSeconds: 60s",
        "base/deployment.yaml | runAsNonRoot: true | runAsNonRoot: \"true\"",
        "base/deployment.yaml | drop: [ALL] | drop: ALL",
        "base/deployment.yaml | name: gateway | name: 1",
        "base/deployment.yaml | memory: 768Mi | memory: much",
        "base/service.yaml | port: 8080 | port: http",
        "overlays/dev/redis.yaml | \"yes\" | yes",
        // another kind, another version
        "base/service.yaml | kind: Service | kind: Servise",
        "overlays/production/poddisruptionbudget.yaml | policy/v1 | policy/v1beta1",
      })
  void refuses(String file, String right, String wrong) throws IOException {
    String text = Files.readString(KUBERNETES.resolve(file));
    assertThat(text).contains(right);
    assertThat(KubernetesSchema.problems(Manifests.read(text))).isEmpty();

    String broken = text.replaceFirst(Pattern.quote(right), wrong);

    assertThat(problemsOf(broken)).isNotEmpty();
  }

  /** A key that comes to stand there twice is YAML's own problem. */
  private static Iterable<String> problemsOf(String yaml) {
    try {
      return KubernetesSchema.problems(Manifests.read(yaml));
    } catch (YAMLException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }
}
