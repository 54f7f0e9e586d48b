package io.sallyport.twin.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request as the twin's endpoints see it.
 *
 * @param segments of the path, decoded, without the Graph version
 * @param origin the twin's own address as the caller wrote it, for the absolute links Meta puts
 *     into answers
 */
public record Request(
    String method,
    String path,
    List<String> segments,
    MultiMap query,
    MultiMap headers,
    Buffer body,
    String origin) {
  private static final Pattern VERSION = Pattern.compile("v\\d+\\.\\d+");
  private static final Set<String> SEND_EDGES = Set.of("messages", "marketing_messages");

  public static Request of(HttpServerRequest request, Buffer body) {
    String authority = Optional.ofNullable(request.getHeader("Host")).orElse("127.0.0.1");
    return new Request(
        request.method().name(),
        request.path(),
        segmentsOf(request.path()),
        request.params(),
        request.headers(),
        body,
        "http://" + authority);
  }

  /**
   * Lenient on purpose (case, doubled and encoded slashes, any number of segments): a send that
   * gets past the gateway in such a form must be counted as one.
   */
  public static boolean isSend(String method, String path) {
    List<String> segments = segmentsOf(path);
    return method.equals("POST")
        && !segments.isEmpty()
        && SEND_EDGES.contains(segments.get(segments.size() - 1).toLowerCase(Locale.ROOT));
  }

  private static List<String> segmentsOf(String path) {
    String decoded = decode(path);
    return Arrays.stream(decoded.split("/", -1))
        .filter(segment -> !segment.isEmpty())
        .filter(segment -> !VERSION.matcher(segment).matches())
        .toList();
  }

  private static String decode(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return path;
    }
  }

  public boolean isSend() {
    return isSend(method, path);
  }

  public boolean is(String verb, int size) {
    return method.equals(verb) && segments.size() == size;
  }

  /** The path segment at the index, empty if the path is shorter. */
  public String segment(int index) {
    return index < segments.size() ? segments.get(index) : "";
  }

  public String edge() {
    return segment(1).toLowerCase(Locale.ROOT);
  }

  public @Nullable String token() {
    String authorization = headers.get("Authorization");
    if (authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return authorization.substring(7).strip();
    }
    String inQuery = query.get("access_token");
    return inQuery == null && isForm() ? form().getString("access_token") : inQuery;
  }

  /** curl calls every body a form unless told otherwise; one that starts with { is JSON. */
  private boolean isForm() {
    String type = headers.get("Content-Type");
    boolean isObject = body.length() > 0 && body.getByte(0) == '{';
    return !isObject
        && type != null
        && type.toLowerCase(Locale.ROOT).contains("x-www-form-urlencoded");
  }

  /** As Graph reads forms: a value may be JSON, and of fields with one name the last counts. */
  private JsonObject form() {
    JsonObject object = new JsonObject();
    for (String pair : body.toString(StandardCharsets.UTF_8).split("&", -1)) {
      String[] field = pair.split("=", 2);
      String value = field.length < 2 ? "" : decode(field[1].replace("+", "%20"));
      boolean isJson = value.startsWith("{") || value.startsWith("[");
      object.put(decode(field[0].replace("+", "%20")), isJson ? Json.decodeValue(value) : value);
    }
    return object;
  }

  /** The body as a JSON object, empty without a body. */
  public JsonObject json() {
    if (isForm()) {
      return form();
    }
    try {
      return body.length() == 0 ? new JsonObject() : new JsonObject(body);
    } catch (DecodeException | ClassCastException notAnObject) {
      throw new IllegalArgumentException("The body is not a JSON object", notAnObject);
    }
  }
}
