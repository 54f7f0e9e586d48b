package io.sallyport.it;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.awaitility.core.ConditionTimeoutException;

/** The packaged gateway as a process of the test's own. */
final class GatewayProcess {

  /**
   * A JVM that is up sooner and never gets as quick: none of the tests lets it live for minutes.
   */
  private static final List<String> BRIEF = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private static final Duration UP = Duration.ofSeconds(60);

  private GatewayProcess() {}

  /** Starts it on the gateway's ports, and waits until it is ready. */
  static Process start(Gateway gateway, Map<String, String> configuration, Path log)
      throws IOException {
    Process process = begin(gateway, configuration, log);
    awaitReady(gateway, process, log);
    return process;
  }

  /** Starts it on the gateway's ports. */
  static Process begin(Gateway gateway, Map<String, String> configuration, Path log)
      throws IOException {
    return start(on(gateway, configuration), log);
  }

  private static Map<String, String> on(Gateway gateway, Map<String, String> configuration) {
    Map<String, String> all = new HashMap<>(configuration);
    all.put("quarkus.http.port", Integer.toString(gateway.port()));
    all.put("quarkus.management.port", Integer.toString(gateway.managementPort()));
    return all;
  }

  /** Waits until it is ready; ends it if it does not become so. */
  static void awaitReady(Gateway gateway, Process process, Path log) throws IOException {
    try {
      Scenario.await().atMost(UP).until(() -> !process.isAlive() || isReady(gateway));
    } catch (ConditionTimeoutException late) {
      process.destroyForcibly().onExit().join();
    }
    if (!process.isAlive()) {
      throw new IllegalStateException("not ready:\n" + Files.readString(log));
    }
  }

  private static boolean isReady(Gateway gateway) {
    try {
      return gateway.manage("/q/health/ready").status() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  /**
   * Starts it.
   *
   * @param log where its output goes
   */
  static Process start(Map<String, String> configuration, Path log) throws IOException {
    return start(configuration, log, List.of(), BRIEF);
  }

  /** The same, with limits of memory; the JVM and a native executable know them by one name. */
  static Process start(Map<String, String> configuration, Path log, List<String> limits)
      throws IOException {
    return start(configuration, log, limits, List.of());
  }

  /** The same as users start it: for measurements. */
  static Process beginPlain(Gateway gateway, Map<String, String> configuration, Path log)
      throws IOException {
    return start(on(gateway, configuration), log, List.of());
  }

  private static Process start(
      Map<String, String> configuration, Path log, List<String> limits, List<String> ofTheJvm)
      throws IOException {
    Map<String, String> all = new HashMap<>(configuration);
    // Tests read it as a person does.
    all.putIfAbsent("quarkus.log.console.json.enabled", "false");
    List<String> options = new ArrayList<>(limits);
    all.forEach((key, value) -> options.add("-D" + key + "=" + value));
    Process process =
        new ProcessBuilder(command(options, ofTheJvm))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    // Also when a test run ends in a way that no test sees.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return process;
  }

  /** Of what was built last. */
  private static List<String> command(List<String> options, List<String> ofTheJvm)
      throws IOException {
    Path target = Path.of(System.getProperty("sallyport.target", "target"));
    Properties artifact = new Properties();
    try (Reader in = Files.newBufferedReader(target.resolve("quarkus-artifact.properties"))) {
      artifact.load(in);
    }
    String built = target.resolve(artifact.getProperty("path")).toString();
    return switch (artifact.getProperty("type")) {
      case "jar" -> jar(built, joined(ofTheJvm, options));
      case "native" -> joined(List.of(built), options);
      default -> throw new IllegalStateException("no gateway is built, but " + artifact);
    };
  }

  private static List<String> jar(String built, List<String> options) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return joined(joined(List.of(java), options), List.of("-jar", built));
  }

  private static List<String> joined(List<String> first, List<String> then) {
    List<String> all = new ArrayList<>(first);
    all.addAll(then);
    return all;
  }
}
