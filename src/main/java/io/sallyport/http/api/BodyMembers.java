package io.sallyport.http.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of a body that is one JSON object. Whatever is wrong is refused with 400, and named.
 */
final class BodyMembers {

  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode members;
  private final String prefix;

  private BodyMembers(JsonNode members, String prefix) {
    this.members = members;
    this.prefix = prefix;
  }

  /**
   * Reads a body.
   *
   * @param allowed the members there may be
   * @throws WebApplicationException saying what is wrong
   */
  static BodyMembers read(byte[] body, Set<String> allowed) {
    return of(parse(body), "", allowed);
  }

  private static BodyMembers of(JsonNode members, String prefix, Set<String> allowed) {
    Iterator<String> names = members.fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      if (!allowed.contains(name)) {
        throw ApiCalls.invalid(
            "`"
                + prefix
                + name
                + "` is no member of it: "
                + String.join(", ", allowed.stream().sorted().toList())
                + " are.");
      }
    }
    return new BodyMembers(members, prefix);
  }

  private static JsonNode parse(byte[] body) {
    try {
      JsonNode tree = STRICT.readTree(body);
      if (tree.isObject()) {
        return tree;
      }
      throw ApiCalls.invalid("The body must be one JSON object.");
    } catch (JsonProcessingException e) {
      throw ApiCalls.invalid("The body is not valid JSON: " + e.getOriginalMessage() + ".");
    } catch (IOException e) {
      throw ApiCalls.invalid("The body is not valid JSON.");
    }
  }

  /** The name with those of the objects around it. */
  String full(String name) {
    return prefix + name;
  }

  /** The members of a member; null when it is missing or null. */
  @Nullable BodyMembers object(String name, Set<String> allowed) {
    JsonNode value = members.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isObject()) {
      throw ApiCalls.invalid("`" + full(name) + "` must be an object.");
    }
    return of(value, full(name) + ".", allowed);
  }

  /** A number that is whole and not negative; null when it is missing or null. */
  @Nullable Integer count(String name) {
    JsonNode value = members.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.canConvertToInt() || !value.isIntegralNumber() || value.intValue() < 0) {
      throw ApiCalls.invalid("`" + full(name) + "` must be a whole number, not negative.");
    }
    return value.intValue();
  }

  /** Null when it is missing or null. */
  @Nullable Boolean flag(String name) {
    JsonNode value = members.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isBoolean()) {
      throw ApiCalls.invalid("`" + full(name) + "` must be true or false.");
    }
    return value.booleanValue();
  }

  boolean has(String name) {
    return members.has(name);
  }

  /** Whether it is there and null. */
  boolean isNull(String name) {
    return members.path(name).isNull();
  }

  boolean isArray(String name) {
    return members.path(name).isArray();
  }

  /** As it stands; null when it is missing or null. */
  @Nullable String text(String name) {
    JsonNode value = members.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw ApiCalls.invalid("`" + full(name) + "` must be a string.");
    }
    return value.textValue();
  }

  /** Without spaces around it; null when it is missing or null. */
  @Nullable String word(String name) {
    JsonNode value = members.path(name);
    return value.isMissingNode() || value.isNull() ? null : word(full(name), value);
  }

  /** Null when it is missing or null. */
  @Nullable List<String> words(String name) {
    JsonNode value = members.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isArray()) {
      throw ApiCalls.invalid("`" + full(name) + "` must be an array of strings.");
    }
    List<String> all = new ArrayList<>();
    value.forEach(one -> all.add(word(full(name), one)));
    return all;
  }

  private static String word(String name, JsonNode value) {
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw ApiCalls.invalid("`" + name + "` must be a string that is not empty.");
    }
    return value.textValue().strip();
  }
}
