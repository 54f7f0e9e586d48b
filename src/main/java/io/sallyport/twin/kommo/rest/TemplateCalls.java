package io.sallyport.twin.kommo.rest;

import io.sallyport.twin.http.Request;
import io.sallyport.twin.http.Response;
import io.sallyport.twin.kommo.chats.Account;
import io.sallyport.twin.kommo.shape.Shape;
import io.sallyport.twin.kommo.templates.ChatTemplate;
import io.sallyport.twin.kommo.templates.ChatTemplates;
import io.sallyport.twin.platform.TwinClock;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code /api/v4/chats/templates} without reviews. */
final class TemplateCalls {
  private static final int PAGE = 50;

  private final TwinClock clock;
  private final ChatTemplates templates;

  TemplateCalls(TwinClock clock, ChatTemplates templates) {
    this.clock = clock;
    this.templates = templates;
  }

  Response list(Account account, Request request) {
    int page = Shape.number(request.query(), "page", 1);
    int limit = Shape.number(request.query(), "limit", PAGE);
    if (page < 1 || limit < 1 || limit > PAGE) {
      throw Problem.invalid("limit", "must be 1 to 50, and page at least 1");
    }
    String wanted = request.query().get("filter[external_id]");
    List<ChatTemplate> all = new ArrayList<>(templates.all(account));
    all.removeIf(one -> wanted != null && !Objects.equals(wanted, one.externalId()));
    int from = Math.min((page - 1) * limit, all.size());
    int to = Math.min(from + limit, all.size());
    if (from == to) {
      return new Response(204, Hal.TYPE, Buffer.buffer());
    }
    JsonObject links = JsonObject.of("self", pageLink(request, page, limit));
    if (to < all.size()) {
      links.put("next", pageLink(request, page + 1, limit));
    }
    JsonArray views = new JsonArray();
    all.subList(from, to).forEach(one -> views.add(view(one, request)));
    JsonObject answer = JsonObject.of("_page", page, "_links", links);
    return Hal.ok(answer.put("_embedded", JsonObject.of("chat_templates", views)));
  }

  private static JsonObject pageLink(Request request, int page, int limit) {
    String query = "?page=" + page + "&limit=" + limit;
    return JsonObject.of("href", request.origin() + "/api/v4/chats/templates" + query);
  }

  private static JsonObject view(ChatTemplate template, Request request) {
    boolean withReviews = "reviews".equals(request.query().get("with"));
    String self = request.origin() + "/api/v4/chats/templates/" + template.id();
    JsonObject links = JsonObject.of("self", JsonObject.of("href", self));
    return template.view(withReviews).put("_links", links);
  }

  Response get(Account account, String id, Request request) {
    return Hal.ok(view(find(account, id), request));
  }

  ChatTemplate find(Account account, String id) {
    try {
      return find(account, Long.parseUnsignedLong(id));
    } catch (NumberFormatException notAnId) {
      throw Problem.notFound();
    }
  }

  private ChatTemplate find(Account account, long id) {
    return templates.find(account, id).orElseThrow(Problem::notFound);
  }

  /** All or none. */
  Response add(Account account, Request request) {
    List<Shape> shapes = Shape.listOf(request.body());
    if (shapes.isEmpty()) {
      throw Problem.invalid("", "must not be empty");
    }
    List<JsonObject> fields = shapes.stream().map(TemplateFields::ofNew).toList();
    if (templates.all(account).size() + fields.size() > ChatTemplates.LIMIT) {
      throw Problem.of(422, "Unprocessable Entity", "The limit of templates is reached");
    }
    JsonArray views = new JsonArray();
    for (int i = 0; i < fields.size(); i++) {
      ChatTemplate added = templates.add(account, clock.now(), fields.get(i));
      views.add(echo(view(added, request), shapes.get(i), i));
    }
    return all(views);
  }

  private static JsonObject echo(JsonObject view, Shape shape, int index) {
    return view.put("request_id", shape.textOr("request_id", Integer.toString(index)));
  }

  private static Response all(JsonArray views) {
    JsonObject answer = JsonObject.of("_total_items", views.size());
    return Hal.ok(answer.put("_embedded", JsonObject.of("chat_templates", views)));
  }

  /**
   * A change of one template, or of several in an array.
   *
   * @param id null for an array
   */
  Response change(Account account, @Nullable String id, Request request) {
    if (id != null) {
      ChatTemplate template = find(account, id);
      change(template, Shape.of(request.body()));
      return Hal.ok(view(template, request));
    }
    JsonArray views = new JsonArray();
    for (Shape shape : Shape.listOf(request.body())) {
      ChatTemplate template = find(account, shape.integer("id"));
      change(template, shape);
      views.add(echo(view(template, request), shape, views.size()));
    }
    return all(views);
  }

  private void change(ChatTemplate template, Shape shape) {
    JsonObject fields = TemplateFields.ofChange(shape);
    if (template.isWaba() && !template.isDraft()) {
      throw Problem.invalid("id", "a waba template can be changed only while it is a draft");
    }
    template.change(fields, clock.now());
  }

  Response remove(Account account, @Nullable String id, Request request) {
    List<Long> ids =
        id != null
            ? List.of(find(account, id).id())
            : Shape.listOf(request.body()).stream().map(shape -> shape.integer("id")).toList();
    ids.forEach(one -> find(account, one));
    ids.forEach(one -> templates.remove(account, one));
    return new Response(204, Hal.TYPE, Buffer.buffer());
  }
}
