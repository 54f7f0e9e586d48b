package io.sallyport.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A published SDK, run by its program under {@code deploy/clients}. */
public final class Sdk {
  private Sdk() {}

  /**
   * Runs it, and fails if it fails.
   *
   * @param output where it writes
   * @param program path under {@code deploy/clients} and arguments: {@code kapso, run}
   * @return what its steps told, by step, in their order
   */
  public static Map<String, JsonObject> run(
      Path output, List<String> program, Map<String, String> environment) throws Exception {
    Path errors = output.resolveSibling(output.getFileName() + ".errors");
    List<String> command = new ArrayList<>(program.subList(1, program.size()));
    command.set(0, Path.of("deploy", "clients", program.get(0), program.get(1)).toString());
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
    builder.environment().putAll(environment);
    Process client = builder.start();
    boolean ended = client.waitFor(2, TimeUnit.MINUTES);
    client.descendants().forEach(ProcessHandle::destroyForcibly);
    client.destroyForcibly().waitFor();
    assertThat(ended && client.exitValue() == 0).as(beginning(output) + beginning(errors)).isTrue();
    return Files.readAllLines(output).stream()
        .map(JsonObject::new)
        .collect(
            Collectors.toMap(
                told -> told.getString("step"),
                told -> told,
                (first, second) -> second,
                LinkedHashMap::new));
  }

  private static String beginning(Path file) throws IOException {
    String all = Files.readString(file);
    return all.substring(0, Math.min(all.length(), 4000));
  }
}
