package io.sallyport.http.console;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file of the console, held in memory.
 *
 * @param etag a strong validator (RFC 9110 §8.8.3), made of the bytes
 */
record ConsoleFile(String type, Buffer bytes, String etag) {

  /** What {@code /sallyport/console/} itself is. */
  static final String INDEX = "index.html";

  /** The directory's files by name; a native image cannot list it. */
  static final List<String> OWN =
      List.of(
          INDEX,
          "address.js",
          "api.js",
          "app.js",
          "aside.js",
          "chart.js",
          "console.css",
          "contact.js",
          "decisions.js",
          "explain.js",
          "gate.svg",
          "held.js",
          "live.js",
          "numbers-known.js",
          "numbers.js",
          "overview.js",
          "parts.js",
          "relay.js",
          "ruler.js",
          "signin.js",
          "spend.js",
          "templates.js",
          "waiting.js",
          "words.js");

  /** Where the two libraries lie in their jars; the versions are the pom's. */
  private static final Map<String, String> LIBRARIES =
      Map.of(
          "lib/htm.js", "META-INF/resources/_static/htm/3.1.1/preact/standalone.module.js",
          "lib/uPlot.js", "META-INF/resources/webjars/uplot/1.6.30/dist/uPlot.iife.min.js",
          "lib/uPlot.css", "META-INF/resources/webjars/uplot/1.6.30/dist/uPlot.min.css");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml");

  /** All of them by their path below the console's. */
  static Map<String, ConsoleFile> all() {
    Map<String, ConsoleFile> files = new LinkedHashMap<>();
    for (String name : OWN) {
      files.put(name, read(name, "console/" + name));
    }
    LIBRARIES.forEach((name, resource) -> files.put(name, read(name, resource)));
    return files;
  }

  private static ConsoleFile read(String name, String resource) {
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    try (InputStream file = ConsoleFile.class.getClassLoader().getResourceAsStream(resource)) {
      if (file == null || type == null) {
        throw new IllegalStateException("not in the artefact: " + resource);
      }
      byte[] bytes = file.readAllBytes();
      return new ConsoleFile(type, Buffer.buffer(bytes), etag(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String etag(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return '"' + HexFormat.of().formatHex(hash, 0, 16) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
