package io.sallyport.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A Chromium that is driven by the scripts of src/test/browser. */
final class Browser {

  static final String OPERATOR = "key-of-the-operator-ann";
  static final String VIEWER = "key-of-the-viewer-bob";

  private static final Path SCRIPTS = Path.of("src/test/browser");

  private static final String MISSING =
      "\n*** The console is NOT tested in a browser: it takes chromium (apt-get install chromium),"
          + " node 20 or newer,\n*** and npm ci --prefix src/test/browser; missing here: ";

  private final String chromium;

  private Browser(String chromium) {
    this.chromium = chromium;
  }

  /** Skips the test, and says so on standard error, where there is none. */
  static Browser orSkip() {
    Optional<String> chromium = command("chromium").or(() -> command("chromium-browser"));
    String missing =
        chromium.isEmpty()
            ? "chromium"
            : command("node").isEmpty()
                ? "node"
                : Files.isDirectory(SCRIPTS.resolve("node_modules")) ? "" : "node_modules";
    if (!missing.isEmpty()) {
      System.err.println(MISSING + missing + "\n");
    }
    Assumptions.assumeTrue(missing.isEmpty(), MISSING + missing);
    return new Browser(chromium.orElseThrow());
  }

  private static Optional<String> command(String name) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  /**
   * Runs a script.
   *
   * @param closedContact one whose window is closed
   * @return its lines {@code ok …} and {@code not ok …}
   */
  List<String> run(String script, Gateway gateway, String closedContact, Path directory)
      throws IOException, InterruptedException {
    String url = "http://localhost:" + gateway.port();
    Path output = directory.resolve("browser.log");
    ProcessBuilder node =
        new ProcessBuilder("node", SCRIPTS.resolve(script).toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    node.environment()
        .putAll(
            Map.of(
                "CHROMIUM", chromium,
                "CLOSED_CONTACT", closedContact,
                "GATEWAY_URL", url,
                "CONSOLE_URL", url + "/sallyport/console/",
                "CONSOLE_NUMBER", World.NUMBER,
                "OPERATOR_KEY", OPERATOR,
                "VIEWER_KEY", VIEWER));
    Process process = node.start();
    boolean ended = process.waitFor(10, TimeUnit.MINUTES);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    String text = Files.readString(output);
    assertThat(ended).as("the browser hangs after%n%s", text).isTrue();
    List<String> lines = text.lines().filter(line -> line.matches("(not )?ok .*")).toList();
    assertThat(lines).as("no test has run:%n%s", text).isNotEmpty();
    text.lines().filter(line -> line.startsWith("# ")).forEach(System.out::println);
    return lines;
  }
}
