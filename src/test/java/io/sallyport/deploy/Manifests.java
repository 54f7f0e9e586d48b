package io.sallyport.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Kubernetes objects, read as kubectl and Helm read them: YAML 1.1, no key twice. */
final class Manifests {

  /** Refuses fields that a record does not have. */
  static final ObjectMapper STRICT = new ObjectMapper();

  private Manifests() {}

  static List<JsonNode> read(String yaml) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    List<JsonNode> documents = new ArrayList<>();
    for (Object document : new Yaml(new SafeConstructor(options)).loadAll(yaml)) {
      if (document != null) {
        documents.add(STRICT.valueToTree(document));
      }
    }
    return documents;
  }

  static List<JsonNode> read(Path file) {
    try {
      return read(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kind and name, for messages. */
  static String title(JsonNode object) {
    return object.path("kind").asText() + "/" + object.at("/metadata/name").asText();
  }

  static Stream<JsonNode> ofKind(List<JsonNode> objects, String kind) {
    return objects.stream().filter(object -> object.path("kind").asText().equals(kind));
  }

  /** The gateway's object of a kind. */
  static JsonNode gateway(List<JsonNode> objects, String kind) {
    return ofKind(objects, kind)
        .filter(object -> object.at("/metadata/name").asText().startsWith("sallyport"))
        .filter(object -> !object.at("/metadata/name").asText().endsWith("redis"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind + " of the gateway"));
  }

  static Map<String, String> strings(JsonNode object) {
    Map<String, String> entries = new HashMap<>();
    object.properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue().asText()));
    return entries;
  }
}
