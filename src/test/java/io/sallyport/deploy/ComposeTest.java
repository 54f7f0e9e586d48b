package io.sallyport.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.config.Environments;
import io.sallyport.config.SallyportConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Compose file and the images. */
class ComposeTest {

  private static final Path FOLDER = Path.of("deploy");

  @Test
  void theExampleConfiguresAGateway() throws IOException {
    Map<String, String> variables = new HashMap<>();
    for (String line : Files.readAllLines(FOLDER.resolve(".env.example"))) {
      String setting = line.startsWith("#SALLYPORT_") ? line.substring(1) : line;
      if (!setting.isBlank() && !setting.startsWith("#")) {
        variables.put(setting.split("=", 2)[0], setting.split("=", 2)[1]);
      }
    }
    Manifests.strings(gateway().path("environment")).forEach(variables::putIfAbsent);

    assertThat(Environments.unknown(variables.keySet())).isEmpty();
    SallyportConfig config = Environments.read(variables);
    assertThat(config.webhook().appSecret()).isPresent();
    assertThat(config.webhook().verifyToken()).isPresent();
    assertThat(Environments.numbers(variables).wabas()).containsOnlyKeys("102290129340398");
  }

  @Test
  void theGatewayIsRestrictedAndHasTimeToStop() throws IOException {
    JsonNode gateway = gateway();

    assertThat(gateway.path("read_only").asBoolean()).isTrue();
    assertThat(gateway.path("cap_drop")).extracting(JsonNode::asText).containsExactly("ALL");
    assertThat(gateway.path("tmpfs")).singleElement().asString().startsWith("\"/tmp");
    Map<String, String> environment = Manifests.strings(gateway.path("environment"));
    assertThat(Duration.parse("PT" + gateway.path("stop_grace_period").asText()))
        .isGreaterThan(Duration.parse("PT" + environment.get("QUARKUS_SHUTDOWN_TIMEOUT")));
  }

  @Test
  void theGatewayRunsWithTheOptionsOfTheImage() throws IOException {
    JsonNode gateway = gateway();

    assertThat(Manifests.strings(gateway.path("environment")))
        .doesNotContainKeys(JvmOptions.VARIABLES);
    assertThat(gateway.has("command")).isFalse();
    assertThat(gateway.has("entrypoint")).isFalse();
    JvmOptions.read().fitInto(JvmOptions.mebibytes(gateway.path("mem_limit").asText()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native-micro"})
  void anImageRunsAsTheUserOfThePods(String file) throws IOException {
    List<String> users = new ArrayList<>();
    for (String line : Files.readAllLines(FOLDER.resolve("docker").resolve(file))) {
      if (line.startsWith("USER ")) {
        users.add(line.substring(5));
      }
    }

    assertThat(users).containsExactly("1001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native-micro"})
  void anImageHasTheSbom(String file) throws IOException {
    String sbom = "target/classes/META-INF/sbom/dependency.cdx.json";

    assertThat(Files.readAllLines(FOLDER.resolve("docker").resolve(file)))
        .filteredOn(line -> line.startsWith("COPY ") && line.endsWith("sbom.cdx.json"))
        .singleElement()
        .asString()
        .contains(sbom);
    assertThat(Files.readAllLines(Path.of(".dockerignore"))).contains("!" + sbom);
  }

  private static JsonNode gateway() {
    return Manifests.read(FOLDER.resolve("compose.yaml")).get(0).at("/services/gateway");
  }
}
