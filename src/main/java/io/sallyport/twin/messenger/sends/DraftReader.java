package io.sallyport.twin.messenger.sends;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sallyport.twin.http.Request;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads as Graph does: parameters come in the query, in a form or in a JSON body, and a value that
 * is an object may be written as text, also with single quotes and bare names.
 */
public final class DraftReader {
  private static final ObjectMapper LENIENT =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
          .build();

  private DraftReader() {}

  /**
   * What a request asks to send.
   *
   * @throws IllegalArgumentException if it cannot be read; the message says why
   */
  public static Draft read(Request request) {
    JsonObject all = parameters(request);
    return new Draft(
        all.getValue("recipient") == null ? new JsonObject() : object(all, "recipient"),
        all.getValue("message") == null ? null : object(all, "message"),
        text(all, "sender_action"),
        text(all, "messaging_type"),
        text(all, "tag"));
  }

  /** The token, wherever it is. */
  public static @Nullable String token(Request request) {
    String authorization = request.headers().get("Authorization");
    if (authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return authorization.substring(7).strip();
    }
    try {
      return text(parameters(request), "access_token");
    } catch (IllegalArgumentException unreadable) {
      return request.query().get("access_token");
    }
  }

  private static JsonObject parameters(Request request) {
    JsonObject all = new JsonObject();
    request.query().forEach(field -> all.put(field.getKey(), field.getValue()));
    String body = request.body().toString(StandardCharsets.UTF_8).strip();
    if (body.startsWith("{")) {
      return all.mergeIn(parsed(body));
    }
    for (String pair : body.isEmpty() ? new String[0] : body.split("&", -1)) {
      String[] field = pair.split("=", 2);
      all.put(decoded(field[0]), field.length < 2 ? "" : decoded(field[1]));
    }
    return all;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static JsonObject object(JsonObject all, String name) {
    Object value = all.getValue(name);
    if (value instanceof JsonObject object) {
      return object;
    }
    if (value instanceof String text && text.strip().startsWith("{")) {
      return parsed(text);
    }
    throw new IllegalArgumentException("Param " + name + " must be a JSON object.");
  }

  @SuppressWarnings("unchecked")
  private static JsonObject parsed(String text) {
    try {
      return new JsonObject((Map<String, Object>) LENIENT.readValue(text, Map.class));
    } catch (JsonProcessingException notJson) {
      throw new IllegalArgumentException("The body is not JSON", notJson);
    }
  }

  private static @Nullable String text(JsonObject all, String name) {
    Object value = all.getValue(name);
    return value == null || value.equals("") ? null : value.toString();
  }
}
