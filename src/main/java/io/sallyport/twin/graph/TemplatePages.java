package io.sallyport.twin.graph;

import io.sallyport.twin.http.Request;
import io.sallyport.twin.http.Response;
import io.sallyport.twin.templates.Templates;
import io.sallyport.twin.templates.TwinTemplate;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /{waba}/message_templates}, a page at a time (platform-facts.md#listing-templates).
 */
final class TemplatePages {
  private static final int DEFAULT_LIMIT = 25;
  private static final List<String> FILTERS = List.of("name", "language", "category", "status");

  private final Templates templates;

  TemplatePages(Templates templates) {
    this.templates = templates;
  }

  Response answer(Request request) {
    OptionalInt start = start(request);
    if (start.isEmpty()) {
      return GraphError.badCursor().response();
    }
    int from = start.getAsInt();
    List<JsonObject> found =
        templates.ofWaba(request.segment(0)).stream()
            .map(TwinTemplate::graphView)
            .filter(template -> matches(template, request))
            .toList();
    int to = (int) Math.min((long) from + limit(request), found.size());
    List<JsonObject> page = found.subList(Math.min(from, to), to);
    JsonArray data = new JsonArray();
    page.forEach(template -> data.add(only(fields(request), template)));
    JsonObject answer = JsonObject.of("data", data);
    if (!page.isEmpty()) {
      answer.put("paging", paging(request, from, to, found.size()));
    }
    return Response.ok(answer);
  }

  private static boolean matches(JsonObject template, Request request) {
    return FILTERS.stream()
        .filter(filter -> request.query().contains(filter))
        .allMatch(it -> template.getString(it).equalsIgnoreCase(request.query().get(it)));
  }

  private static Set<String> fields(Request request) {
    String fields = request.query().get("fields");
    if (fields == null || fields.isBlank()) {
      return Set.of();
    }
    Set<String> wanted = new LinkedHashSet<>(List.of(fields.replace(" ", "").split(",", -1)));
    wanted.add("id");
    return wanted;
  }

  private static JsonObject only(Set<String> fields, JsonObject template) {
    if (!fields.isEmpty()) {
      template.getMap().keySet().retainAll(fields);
    }
    return template;
  }

  private static int limit(Request request) {
    String limit = request.query().get("limit");
    return limit != null && limit.matches("[1-9]\\d{0,5}")
        ? Integer.parseInt(limit)
        : DEFAULT_LIMIT;
  }

  private JsonObject paging(Request request, int from, int to, int size) {
    JsonObject paging =
        JsonObject.of("cursors", JsonObject.of("before", cursor(from), "after", cursor(to)));
    return to < size ? paging.put("next", next(request, cursor(to))) : paging;
  }

  /**
   * Meta's link carries the access token of the call; a gateway that hides tokens has to notice.
   */
  private static String next(Request request, String after) {
    StringBuilder query = new StringBuilder("access_token=" + encoded(request.token()));
    for (Map.Entry<String, String> parameter : request.query()) {
      if (!Set.of("access_token", "after").contains(parameter.getKey())) {
        query.append('&').append(parameter.getKey()).append('=');
        query.append(encoded(parameter.getValue()));
      }
    }
    return request.origin() + request.path() + "?" + query + "&after=" + encoded(after);
  }

  private static String encoded(@Nullable String value) {
    String text = Optional.ofNullable(value).orElse("");
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String cursor(int index) {
    String text = String.format(Locale.ROOT, "QVFIU%06d", index);
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static OptionalInt start(Request request) {
    String after = request.query().get("after");
    if (after == null || after.isEmpty()) {
      return OptionalInt.of(0);
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(after);
      String text = new String(decoded, StandardCharsets.US_ASCII);
      return text.matches("QVFIU\\d{6}")
          ? OptionalInt.of(Integer.parseInt(text.substring(5)))
          : OptionalInt.empty();
    } catch (IllegalArgumentException notBase64) {
      return OptionalInt.empty();
    }
  }
}
