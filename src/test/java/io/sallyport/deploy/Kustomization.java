package io.sallyport.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A folder with a kustomization.yaml. Ours need few of kustomize's features, and no patches: what
 * is in the files is what a cluster gets, but for generated objects and names.
 */
final class Kustomization {

  /** The fields that ours have; another, or a misspelt one, fails to be read. */
  private record Text(
      String apiVersion,
      String kind,
      List<String> resources,
      @Nullable List<Labels> labels,
      @Nullable List<Image> images,
      @Nullable List<Replicas> replicas,
      @Nullable List<Generator> configMapGenerator,
      @Nullable List<Generator> secretGenerator) {}

  private record Labels(Map<String, String> pairs, boolean includeTemplates) {}

  private record Image(String name, String newName, String newTag) {}

  private record Replicas(String name, int count) {}

  private record Generator(String name, @Nullable String behavior, List<String> literals) {}

  private final Path folder;
  private final Text text;

  private Kustomization(Path folder, Text text) {
    this.folder = folder;
    this.text = text;
  }

  static Kustomization in(Path folder) {
    try {
      JsonNode yaml = Manifests.read(folder.resolve("kustomization.yaml")).get(0);
      return new Kustomization(folder, Manifests.STRICT.treeToValue(yaml, Text.class));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files of this folder and of those it builds on. */
  List<Path> files() {
    List<Path> files = new ArrayList<>();
    for (String resource : text.resources()) {
      Path path = folder.resolve(resource).normalize();
      if (Files.isDirectory(path)) {
        files.addAll(in(path).files());
      } else {
        files.add(path);
      }
    }
    return files;
  }

  /** All objects, the generated ones under their names without a hash. */
  List<JsonNode> objects() {
    List<JsonNode> objects = new ArrayList<>();
    files().forEach(file -> objects.addAll(Manifests.read(file)));
    generated("ConfigMap").forEach((name, data) -> objects.add(object("ConfigMap", name, data)));
    generated("Secret").forEach((name, data) -> objects.add(object("Secret", name, data)));
    return objects;
  }

  private static JsonNode object(String kind, String name, Map<String, String> data) {
    ObjectNode object = Manifests.STRICT.createObjectNode();
    object.put("apiVersion", "v1").put("kind", kind).putObject("metadata").put("name", name);
    object.set(kind.equals("Secret") ? "stringData" : "data", Manifests.STRICT.valueToTree(data));
    return object;
  }

  /** By name, later folders over earlier ones. */
  private Map<String, Map<String, String>> generated(String kind) {
    Map<String, Map<String, String>> all = new TreeMap<>();
    for (String resource : text.resources()) {
      Path path = folder.resolve(resource).normalize();
      if (Files.isDirectory(path)) {
        all.putAll(in(path).generated(kind));
      }
    }
    List<Generator> generators =
        kind.equals("Secret") ? text.secretGenerator() : text.configMapGenerator();
    for (Generator generator : Objects.requireNonNullElse(generators, List.<Generator>of())) {
      boolean isMerged = "merge".equals(generator.behavior());
      if (isMerged != all.containsKey(generator.name())) {
        throw new IllegalStateException(folder + ": " + generator.name() + " cannot be generated");
      }
      Map<String, String> data = all.computeIfAbsent(generator.name(), name -> new TreeMap<>());
      for (String literal : generator.literals()) {
        int equals = literal.indexOf('=');
        data.put(literal.substring(0, equals), literal.substring(equals + 1));
      }
    }
    return all;
  }
}
