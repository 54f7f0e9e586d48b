package io.sallyport.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The packaged gateway as a process of the test's own. */
final class GatewayProcess {

  private GatewayProcess() {}

  /** Starts it on the gateway's ports, and waits until it is ready. */
  static Process start(Gateway gateway, Map<String, String> configuration, Path log)
      throws IOException {
    Map<String, String> all = new HashMap<>(configuration);
    all.put("quarkus.http.port", Integer.toString(gateway.port()));
    all.put("quarkus.management.port", Integer.toString(gateway.managementPort()));
    Process process = start(all, log);
    Scenario.await()
        .ignoreExceptions()
        .until(() -> gateway.manage("/q/health/ready").status() == 200);
    return process;
  }

  /**
   * Starts it.
   *
   * @param log where its output goes
   */
  static Process start(Map<String, String> configuration, Path log) throws IOException {
    return start(configuration, log, List.of());
  }

  /** The same, with options of the JVM where there is one. */
  static Process start(Map<String, String> configuration, Path log, List<String> jvm)
      throws IOException {
    List<String> command = new ArrayList<>();
    Path jar = Path.of(System.getProperty("sallyport.jar", "target/quarkus-app/quarkus-run.jar"));
    boolean hasJar = Files.exists(jar);
    Map<String, String> all = new HashMap<>(configuration);
    // Tests read it as a person does.
    all.putIfAbsent("quarkus.log.console.json.enabled", "false");
    command.add(
        hasJar
            ? Path.of(System.getProperty("java.home"), "bin", "java").toString()
            : System.getProperty("native.image.path"));
    all.forEach((key, value) -> command.add("-D" + key + "=" + value));
    if (hasJar) {
      command.addAll(jvm);
      command.addAll(List.of("-jar", jar.toString()));
    }
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }
}
