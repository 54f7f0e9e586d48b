package io.sallyport.http.api;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters to replay.
 *
 * @param ids event ids; null for all
 */
public record ReplayBody(@Nullable Set<String> ids) {

  private static final ObjectMapper STRICT =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  public ReplayBody {
    ids = ids == null ? null : Set.copyOf(ids);
  }

  /**
   * Reads the body.
   *
   * @throws WebApplicationException saying what is wrong
   */
  static ReplayBody read(byte[] body) {
    JsonNode members;
    try {
      members = STRICT.readTree(body);
    } catch (IOException e) {
      throw ApiCalls.invalid("The body is not valid JSON.");
    }
    if (!members.isObject() || (members.size() > 0 && !members.path("ids").isArray())) {
      throw ApiCalls.invalid("The body must be {\"ids\":[\"evt_…\"]}, or empty for all.");
    } else if (members.size() > 1) {
      throw ApiCalls.invalid("The body has other members than `ids`.");
    } else if (members.isEmpty()) {
      return new ReplayBody(null);
    }
    Set<String> ids = new HashSet<>();
    members.path("ids").forEach(id -> ids.add(id.asText("")));
    return new ReplayBody(ids);
  }
}
