package io.sallyport.testkit;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The packaged gateway as a process of the test's own. */
public final class GatewayProcess {

  /**
   * The JVM's first compiler only: a gateway that lives for seconds starts with two thirds of the
   * work. The pom says it to Quarkus's integration tests, too.
   */
  private static final String QUICK = "-XX:TieredStopAtLevel=1";

  private GatewayProcess() {}

  /** Starts it on the gateway's ports, and waits until it is ready. */
  public static Process start(Gateway gateway, Map<String, String> configuration, Path log)
      throws IOException {
    return start(gateway, configuration, log, List.of(QUICK));
  }

  /** The same with all that the JVM can, for who measures it. */
  public static Process startToMeasure(Gateway gateway, Map<String, String> configuration, Path log)
      throws IOException {
    return start(gateway, configuration, log, List.of());
  }

  private static Process start(
      Gateway gateway, Map<String, String> configuration, Path log, List<String> jvm)
      throws IOException {
    Map<String, String> all = new HashMap<>(configuration);
    all.put("quarkus.http.port", Integer.toString(gateway.port()));
    all.put("quarkus.management.port", Integer.toString(gateway.managementPort()));
    Process process = start(all, log, jvm, List.of());
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
  public static Process start(Map<String, String> configuration, Path log) throws IOException {
    return start(configuration, log, List.of());
  }

  /** The same, with limits of memory; the JVM and a native executable know them by one name. */
  public static Process start(Map<String, String> configuration, Path log, List<String> limits)
      throws IOException {
    return start(configuration, log, List.of(QUICK), limits);
  }

  /**
   * Runs one of its commands to the end.
   *
   * @param log where its errors go; what it prints is for {@link Process#getInputStream}
   */
  public static Process command(Map<String, String> configuration, Path log, String... arguments)
      throws IOException {
    List<String> command = command(List.of(QUICK), options(configuration, List.of()));
    return new ProcessBuilder(joined(command, List.of(arguments)))
        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private static Process start(
      Map<String, String> configuration, Path log, List<String> jvm, List<String> limits)
      throws IOException {
    Map<String, String> all = new HashMap<>(configuration);
    // Tests read it as a person does.
    all.putIfAbsent("quarkus.log.console.json.enabled", "false");
    return new ProcessBuilder(command(jvm, options(all, limits)))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private static List<String> options(Map<String, String> configuration, List<String> limits) {
    List<String> options = new ArrayList<>(limits);
    configuration.forEach((key, value) -> options.add("-D" + key + "=" + value));
    return options;
  }

  /** Of what was built last, which is what Quarkus's own integration tests start. */
  private static List<String> command(List<String> jvm, List<String> options) throws IOException {
    Path target = Path.of(System.getProperty("sallyport.target", "target"));
    Properties artifact = new Properties();
    try (Reader in = Files.newBufferedReader(target.resolve("quarkus-artifact.properties"))) {
      artifact.load(in);
    }
    String built = target.resolve(artifact.getProperty("path")).toString();
    return switch (artifact.getProperty("type")) {
      case "jar" -> jar(built, joined(jvm, options));
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
