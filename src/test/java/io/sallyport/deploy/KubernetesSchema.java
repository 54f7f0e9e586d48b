package io.sallyport.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The schema of the Kubernetes API, as strict as the API server with {@code
 * fieldValidation=Strict}: unknown and missing fields and wrong types are problems. The values of
 * enumerations are not in it.
 */
final class KubernetesSchema {

  /** The classes are generated from the API's OpenAPI document, and so is this check of each. */
  private interface Check {
    void validate(JsonElement object) throws IOException;
  }

  private record Kind(Class<?> model, Check check) {}

  private static final Map<String, Kind> KINDS =
      Map.of(
          "v1 ConfigMap", new Kind(V1ConfigMap.class, V1ConfigMap::validateJsonElement),
          "v1 Secret", new Kind(V1Secret.class, V1Secret::validateJsonElement),
          "v1 Service", new Kind(V1Service.class, V1Service::validateJsonElement),
          "v1 ServiceAccount",
              new Kind(V1ServiceAccount.class, V1ServiceAccount::validateJsonElement),
          "apps/v1 Deployment", new Kind(V1Deployment.class, V1Deployment::validateJsonElement),
          "apps/v1 StatefulSet", new Kind(V1StatefulSet.class, V1StatefulSet::validateJsonElement),
          "autoscaling/v2 HorizontalPodAutoscaler",
              new Kind(
                  V2HorizontalPodAutoscaler.class, V2HorizontalPodAutoscaler::validateJsonElement),
          "policy/v1 PodDisruptionBudget",
              new Kind(V1PodDisruptionBudget.class, V1PodDisruptionBudget::validateJsonElement),
          "networking.k8s.io/v1 NetworkPolicy",
              new Kind(V1NetworkPolicy.class, V1NetworkPolicy::validateJsonElement));

  private KubernetesSchema() {}

  /** What is wrong with these objects; nothing if they are good. */
  static List<String> problems(List<JsonNode> objects) {
    return objects.stream()
        .flatMap(object -> problems(object).stream().map(Manifests.title(object)::concat))
        .toList();
  }

  private static List<String> problems(JsonNode object) {
    String name = object.path("apiVersion").asText() + " " + object.path("kind").asText();
    if (object.at("/metadata/name").asText().isEmpty()) {
      return List.of(": has no name");
    }
    if (name.equals("monitoring.coreos.com/v1 ServiceMonitor")) {
      return serviceMonitor(object);
    }
    Kind kind = KINDS.get(name);
    if (kind == null) {
      return List.of(": is of an unknown kind, " + name);
    }
    JsonElement written = JsonParser.parseString(object.toString());
    try {
      kind.check().validate(written);
      JsonElement understood =
          JSON.getGson().toJsonTree(JSON.getGson().fromJson(written, kind.model()));
      return different("", written, understood);
    } catch (IOException | RuntimeException e) {
      return List.of(": " + e.getMessage());
    }
  }

  /** The custom resource is no part of the API. Records know the fields that are used here. */
  private static List<String> serviceMonitor(JsonNode object) {
    try {
      Manifests.STRICT.treeToValue(object, ServiceMonitor.class);
      return List.of();
    } catch (JsonProcessingException e) {
      return List.of(": " + e.getOriginalMessage());
    }
  }

  /** The models take "2" for 2 and 2 for "2", and write what they have understood. */
  private static List<String> different(
      String path, JsonElement written, @Nullable JsonElement understood) {
    if (written instanceof JsonObject object && understood instanceof JsonObject other) {
      return new TreeSet<>(object.keySet())
          .stream()
              .flatMap(key -> different(path + "/" + key, object.get(key), other.get(key)).stream())
              .toList();
    }
    if (written.isJsonArray() && understood != null && understood.isJsonArray()) {
      List<JsonElement> items = written.getAsJsonArray().asList();
      List<JsonElement> others = understood.getAsJsonArray().asList();
      return IntStream.range(0, items.size())
          .boxed()
          .flatMap(i -> different(path + "/" + i, items.get(i), others.get(i)).stream())
          .toList();
    }
    return written.equals(understood)
        ? List.of()
        : List.of(": " + path + " is " + written + ", which is read as " + understood);
  }
}
