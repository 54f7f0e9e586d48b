package io.sallyport.it.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The SBOM on the management port: what ships, and nothing else. */
@QuarkusIntegrationTest
@WithTestResource(World.class)
class SbomIT extends Scenario {

  private static final Path TARGET = Path.of(System.getProperty("sallyport.target", "target"));

  private static final Pattern PURL =
      Pattern.compile("pkg:maven/[^@]+@[^?]+\\?(?:classifier=(?<classifier>[^&]+)&)?type=jar");

  private Answer sbom() {
    return gateway().manage("/.well-known/sbom");
  }

  @Test
  void isCycloneDxOfThisVersion() {
    Answer answer = sbom();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/vnd.cyclonedx+json");
    assertThat(answer.json().getString("bomFormat")).isEqualTo("CycloneDX");
    JsonObject application = answer.json().getJsonObject("metadata").getJsonObject("component");
    assertThat(application.getString("group")).isEqualTo("io.sallyport");
    assertThat(application.getString("name")).isEqualTo("sallyport");
  }

  @Test
  void hasWhatSpeaksToTheOutside() {
    assertThat(libraries().keySet())
        .anyMatch(jar -> jar.matches("io\\.netty\\.netty-handler-4\\.1\\.\\d+\\.Final\\.jar"))
        .anyMatch(jar -> jar.matches("io\\.vertx\\.vertx-core-4\\.5\\.\\d+\\.jar"))
        .noneMatch(jar -> jar.contains("embedded-redis") || jar.contains("junit"));
  }

  @Test
  void isTheFolderOfLibraries() throws Exception {
    assumeThat(Files.readString(TARGET.resolve("quarkus-artifact.properties")))
        .as("a native executable has no folder to compare with")
        .contains("type=jar");
    Map<String, String> told = libraries();
    Map<String, String> shipped = shipped();

    assertThat(told).containsOnlyKeys(shipped.keySet());
    shipped.values().removeAll(told.values());
    assertThat(shipped.keySet())
        .as("not as their projects published them: Quarkus takes a service's file out of one")
        .allMatch(jar -> jar.startsWith("io.opentelemetry.opentelemetry-exporter-otlp-"))
        .hasSizeLessThanOrEqualTo(1);
  }

  /** The SHA-256 of each library of the SBOM, by the name that Quarkus gives its file. */
  private Map<String, String> libraries() {
    Map<String, String> found = new TreeMap<>();
    for (JsonObject component : objects(sbom().json().getJsonArray("components"))) {
      if (component.getString("type").equals("library")) {
        found.put(file(component), sha256(component));
      }
    }
    return found;
  }

  private static String file(JsonObject library) {
    Matcher purl = PURL.matcher(library.getString("purl"));
    assertThat(purl.matches()).as(library.getString("purl")).isTrue();
    String classifier = purl.group("classifier");
    return library.getString("group")
        + "."
        + library.getString("name")
        + "-"
        + library.getString("version")
        + (classifier == null ? "" : "-" + classifier)
        + ".jar";
  }

  private static String sha256(JsonObject library) {
    return objects(library.getJsonArray("hashes")).stream()
        .filter(hash -> hash.getString("alg").equals("SHA-256"))
        .map(hash -> hash.getString("content"))
        .findFirst()
        .orElseThrow();
  }

  private static List<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast).toList();
  }

  private static Map<String, String> shipped() throws IOException, NoSuchAlgorithmException {
    Map<String, String> found = new TreeMap<>();
    for (String folder : List.of("boot", "main")) {
      try (Stream<Path> jars = Files.list(TARGET.resolve("quarkus-app/lib").resolve(folder))) {
        for (Path jar : jars.toList()) {
          byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
          found.put(jar.getFileName().toString(), HexFormat.of().formatHex(digest));
        }
      }
    }
    return found;
  }
}
