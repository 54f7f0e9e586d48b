package io.sallyport.twin;

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

  private final TemplateShelf shelf;

  TemplatePages(TemplateShelf shelf) {
    this.shelf = shelf;
  }

  Reply answer(Call call) {
    OptionalInt start = start(call);
    if (start.isEmpty()) {
      return GraphError.badCursor().reply();
    }
    int from = start.getAsInt();
    List<JsonObject> found =
        shelf.ofWaba(call.segment(0)).stream()
            .map(TwinTemplate::graphView)
            .filter(template -> matches(template, call))
            .toList();
    int to = (int) Math.min((long) from + limit(call), found.size());
    List<JsonObject> page = found.subList(Math.min(from, to), to);
    JsonArray data = new JsonArray();
    page.forEach(template -> data.add(only(fields(call), template)));
    JsonObject answer = JsonObject.of("data", data);
    if (!page.isEmpty()) {
      answer.put("paging", paging(call, from, to, found.size()));
    }
    return Reply.ok(answer);
  }

  private static boolean matches(JsonObject template, Call call) {
    return FILTERS.stream()
        .filter(filter -> call.query().contains(filter))
        .allMatch(it -> template.getString(it).equalsIgnoreCase(call.query().get(it)));
  }

  private static Set<String> fields(Call call) {
    String fields = call.query().get("fields");
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

  private static int limit(Call call) {
    String limit = call.query().get("limit");
    return limit != null && limit.matches("[1-9]\\d{0,5}")
        ? Integer.parseInt(limit)
        : DEFAULT_LIMIT;
  }

  private JsonObject paging(Call call, int from, int to, int size) {
    JsonObject paging =
        JsonObject.of("cursors", JsonObject.of("before", cursor(from), "after", cursor(to)));
    return to < size ? paging.put("next", next(call, cursor(to))) : paging;
  }

  /**
   * Meta's link carries the access token of the call; a gateway that hides tokens has to notice.
   */
  private static String next(Call call, String after) {
    StringBuilder query = new StringBuilder("access_token=" + encoded(call.token()));
    for (Map.Entry<String, String> parameter : call.query()) {
      if (!Set.of("access_token", "after").contains(parameter.getKey())) {
        query.append('&').append(parameter.getKey()).append('=');
        query.append(encoded(parameter.getValue()));
      }
    }
    return call.origin() + call.path() + "?" + query + "&after=" + encoded(after);
  }

  private static String encoded(@Nullable String value) {
    String text = Optional.ofNullable(value).orElse("");
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String cursor(int index) {
    String text = String.format(Locale.ROOT, "QVFIU%06d", index);
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static OptionalInt start(Call call) {
    String after = call.query().get("after");
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
