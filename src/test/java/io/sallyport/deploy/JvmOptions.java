package io.sallyport.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The one file that says how a JVM runs the gateway. */
record JvmOptions(List<String> options) {

  static final Path FILE = Path.of("deploy/jvm.options");

  /** Where somebody could say otherwise. */
  static final String[] VARIABLES = {"JAVA_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"};

  private static final Map<String, Double> UNITS =
      Map.of("k", 1 / 1024.0, "m", 1.0, "g", 1024.0, "ki", 1 / 1024.0, "mi", 1.0, "gi", 1024.0);

  static JvmOptions read() throws IOException {
    return new JvmOptions(
        Files.readAllLines(FILE).stream().filter(line -> line.startsWith("-")).toList());
  }

  /** Of Compose, Kubernetes or Java. */
  static double mebibytes(String size) {
    String lower = size.toLowerCase(Locale.ROOT);
    String unit = lower.replaceAll("[0-9.]", "");
    return Double.parseDouble(lower.substring(0, lower.length() - unit.length())) * UNITS.get(unit);
  }

  /**
   * The heap that is asked for at the start is less than what it may become, and beside that a
   * container has room for what is not heap.
   */
  void fitInto(double mebibytes) {
    double most = mebibytes * Double.parseDouble(value("-XX:MaxRAMPercentage=")) / 100;
    double first = mebibytes(value("-Xms"));
    assertThat(mebibytes(value("-Xmn"))).isLessThanOrEqualTo(first / 2);
    assertThat(first).isLessThan(most);
    assertThat(mebibytes - most).as("for classes, code, threads, buffers").isGreaterThan(256);
  }

  private String value(String option) {
    List<String> found = options.stream().filter(it -> it.startsWith(option)).toList();
    assertThat(found).as(option).hasSize(1);
    return found.get(0).substring(option.length());
  }
}
