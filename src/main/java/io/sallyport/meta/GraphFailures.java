package io.sallyport.meta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.sallyport.directory.NumberSource;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;

/** Why Meta did not answer a call of the gateway's own. */
final class GraphFailures {

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private static final int LONGEST = 500;

  private GraphFailures() {}

  /** A refusal with Meta's own words, if it was one; else the failure. */
  static Throwable named(Throwable failure) {
    if (!(failure instanceof WebApplicationException refused)) {
      return failure;
    }
    int status = refused.getResponse().getStatus();
    return new NumberSource.Refused("Meta answered " + status + words(refused) + ".");
  }

  private static String words(WebApplicationException refused) {
    String message = error(refused).path("message").asText("");
    return message.isEmpty()
        ? ""
        : ": " + message.substring(0, Math.min(LONGEST, message.length()));
  }

  /** Meta's {@code error}; missing when there is none. */
  static JsonNode error(Throwable failure) {
    if (!(failure instanceof WebApplicationException refused)) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(refused.getResponse().readEntity(String.class)).path("error");
    } catch (IOException | RuntimeException noJson) {
      return MissingNode.getInstance();
    }
  }
}
