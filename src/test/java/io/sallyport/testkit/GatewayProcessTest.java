package io.sallyport.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class GatewayProcessTest {

  @TempDir Path target;

  @BeforeEach
  public void build() throws IOException {
    System.setProperty("sallyport.target", target.toString());
    Files.createDirectories(target.resolve("quarkus-app"));
    Files.createFile(target.resolve("quarkus-app/quarkus-run.jar"));
    Path executable = Files.writeString(target.resolve("runner"), "#!/bin/sh\necho \"$@\"\n");
    assertThat(executable.toFile().setExecutable(true)).isTrue();
  }

  @AfterEach
  public void forget() {
    System.clearProperty("sallyport.target");
  }

  @Test
  public void startsTheExecutableAlsoBesideAnOlderJar() throws IOException, InterruptedException {
    artifact("native", "runner");
    Path output = target.resolve("output");

    Process process = GatewayProcess.start(Map.of("a.key", "v"), output, List.of("-Xmx96m"));

    assertThat(process.waitFor()).isZero();
    assertThat(output).content().startsWith("-Xmx96m ").contains("-Da.key=v");
  }

  @Test
  public void startsNothingWhenOnlySourcesAreBuilt() throws IOException {
    artifact("native-sources", "runner");

    assertThatThrownBy(() -> GatewayProcess.start(Map.of(), target.resolve("output")))
        .hasMessageContaining("native-sources");
  }

  private void artifact(String type, String path) throws IOException {
    Files.writeString(
        target.resolve("quarkus-artifact.properties"), "type=" + type + "\npath=" + path + "\n");
  }
}
