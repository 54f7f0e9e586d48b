package io.sallyport.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever starts the gateway on a JVM does so with one file of options, and repeats none. */
class JvmOptionsTest {

  private static final Path DEPLOY = Path.of("deploy");

  /** JDK 17, too, where the tests run on it. */
  @Test
  void everyJvmTakesThem() throws IOException, InterruptedException {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + JvmOptions.FILE,
                "-XX:AOTCache=none-there.aot",
                "-XX:+PrintFlagsFinal",
                "-version")
            .redirectErrorStream(true)
            .start();
    String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(java.waitFor()).as(said).isZero();
    assertThat(said).containsPattern("InitialHeapSize += 268435456 ");
  }

  @ParameterizedTest
  @MethodSource
  void nobodyRepeatsThem(Path file) throws IOException {
    assertThat(file)
        .content()
        .doesNotContainPattern("-X(ms|mn|mx|ss)[0-9]|Use[A-Za-z0-9]+GC|RAMPercentage|ObjectHeaders")
        .doesNotContainPattern("(New|Heap|Metaspace|CodeCache)Size=|ExitOnOutOfMemory");
  }

  static List<Path> nobodyRepeatsThem() throws IOException {
    try (Stream<Path> kubernetes = Files.walk(DEPLOY.resolve("kubernetes"));
        Stream<Path> helm = Files.walk(DEPLOY.resolve("helm"))) {
      Stream<Path> others =
          Stream.of("docker/Dockerfile.jvm", "compose.yaml", "README.md", "bench/subjects.sh")
              .map(DEPLOY::resolve);
      return Stream.of(kubernetes, helm, others, Stream.of(Path.of("README.md")))
          .flatMap(files -> files)
          .filter(Files::isRegularFile)
          .toList();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "deploy/README.md",
        "deploy/docker/Dockerfile.jvm",
        "deploy/bench/subjects.sh",
        "deploy/bench/scaling/measure",
        "src/test/java/io/sallyport/it/AotTraining.java",
      })
  void whoStartsTheJarNamesTheFile(String file) throws IOException {
    List<String> starts =
        Files.readAllLines(Path.of(file)).stream()
            .filter(line -> line.matches(".*(java|\\$java\").* -jar .*"))
            .filter(line -> !line.contains("ConstantRate"))
            .toList();

    assertThat(starts).allSatisfy(line -> assertThat(line).containsPattern("@.*options"));
    assertThat(Path.of(file)).content().contains("jvm.options");
  }

  @Test
  void theImagesOptionsAreThoseOfTheBuildWhichCopiesTheFile() throws IOException {
    List<String> image = Files.readAllLines(DEPLOY.resolve("docker/Dockerfile.jvm"));

    assertThat(image)
        .filteredOn(line -> line.startsWith("ENTRYPOINT"))
        .singleElement()
        .asString()
        .contains("exec java @jvm.options $JAVA_OPTS -jar quarkus-run.jar");
    assertThat(image)
        .filteredOn(line -> line.startsWith("COPY"))
        .contains("COPY deploy/jvm.options deploy/")
        .anyMatch(line -> line.contains("/src/target/quarkus-app/jvm.options"))
        .anyMatch(line -> line.contains("/src/target/quarkus-app/app.aot"));
    assertThat(image).noneMatch(line -> line.startsWith("ENV"));
    assertThat(Path.of("pom.xml")).content().contains("<copy file=\"deploy/jvm.options\"");
    assertThat(Path.of(".dockerignore")).content().contains("!deploy/jvm.options");
  }
}
