package io.sallyport.twin.kommo.manager;

import io.sallyport.twin.kommo.chats.Account;
import io.sallyport.twin.kommo.chats.Files;
import io.sallyport.twin.kommo.templates.ChatTemplate;
import io.sallyport.twin.kommo.templates.ChatTemplates;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes the inner {@code message} of a hook of what a caller asks the manager to write. */
final class Composer {
  private static final Pattern MARKER = Pattern.compile("\\{\\{[^{}]+}}");
  private static final int THUMBNAIL = 320;

  private final Files files;
  private final ChatTemplates templates;
  private final Supplier<String> origin;

  /**
   * @param origin the twin's own address, for links to files
   */
  Composer(Files files, ChatTemplates templates, Supplier<String> origin) {
    this.files = files;
    this.templates = templates;
    this.origin = origin;
  }

  JsonObject compose(Account account, JsonObject order) {
    JsonObject message =
        JsonObject.of(
            "type",
            order.getString("type", "text"),
            "text",
            order.getString("text", ""),
            "markup",
            null,
            "tag",
            "",
            "media",
            "",
            "thumbnail",
            "",
            "file_name",
            "",
            "file_size",
            0);
    String template = order.getString("template");
    if (template != null) {
      apply(template(account, template, order), message, params(order));
    }
    attach(message, order);
    JsonObject markup = markup(order);
    if (markup != null) {
      message.put("markup", markup);
    }
    if (order.containsKey("group")) {
      message.put("media_group_id", order.getString("group"));
    }
    return message.mergeIn(order.getJsonObject("extra", new JsonObject()));
  }

  private ChatTemplate template(Account account, String name, JsonObject order) {
    ChatTemplate template =
        templates
            .named(account, name)
            .orElseThrow(() -> new IllegalArgumentException("No template " + name));
    if (!template.isOffered() && !order.getBoolean("regardless", false)) {
      throw new IllegalArgumentException(
          "The template is not approved: " + template.reviewStatus());
    }
    return template;
  }

  private void apply(ChatTemplate template, JsonObject message, Map<String, String> params) {
    String content = template.content();
    JsonArray used = new JsonArray();
    params.forEach((key, value) -> used.add(JsonObject.of("key", key, "value", value)));
    JsonObject named = JsonObject.of("id", template.id());
    String externalId = template.externalId();
    if (externalId != null) {
      named.put("external_id", externalId);
    }
    message.put("text", filled(content, params));
    message.put("template", named.put("content", content).put("params", used));
    if (!template.buttons().isEmpty()) {
      message.put("markup", JsonObject.of("mode", "inline", "buttons", rows(template.buttons())));
    }
    JsonObject attachment = template.attachment();
    if (attachment != null) {
      String type = attachment.getString("type");
      message.put("type", type.equals("document") ? "file" : type);
    }
  }

  private static String filled(String content, Map<String, String> params) {
    Matcher markers = MARKER.matcher(content);
    return markers.replaceAll(
        found -> Matcher.quoteReplacement(params.getOrDefault(found.group(), found.group())));
  }

  /** By marker, with or without its braces. */
  private static Map<String, String> params(JsonObject order) {
    Map<String, String> params = new LinkedHashMap<>();
    for (Map.Entry<String, Object> param :
        order.getJsonObject("params", new JsonObject()).getMap().entrySet()) {
      String key = param.getKey();
      params.put(key.startsWith("{{") ? key : "{{" + key + "}}", String.valueOf(param.getValue()));
    }
    return params;
  }

  private void attach(JsonObject message, JsonObject order) {
    String type = message.getString("type");
    if (order.containsKey("media")) {
      message.put("media", order.getString("media"));
      message.put("file_name", order.getString("file_name", "file"));
    } else if (SampleFile.isThereFor(type)) {
      SampleFile sample = sample(type, order);
      Files.StoredFile file = files.add(sample.name(), sample.mimeType(), sample.content());
      message.put("media", origin.get() + file.path());
      message.put("file_name", file.name()).put("file_size", file.content().length());
      boolean hasThumbnail = type.equals("picture") || type.equals("video");
      message.put("thumbnail", hasThumbnail ? thumbnail(file) : "");
    }
  }

  private String thumbnail(Files.StoredFile file) {
    SampleFile picture = SampleFile.of("picture");
    String name = THUMBNAIL + "_" + file.name();
    return origin.get() + files.add(name, picture.mimeType(), picture.content()).path();
  }

  private static SampleFile sample(String type, JsonObject order) {
    SampleFile sample = SampleFile.of(type);
    Integer size = order.getInteger("size");
    sample = size == null ? sample : sample.withSize(size);
    sample = sample.ofType(order.getString("mime", sample.mimeType()));
    return sample.named(order.getString("file_name", sample.name()));
  }

  private static @Nullable JsonObject markup(JsonObject order) {
    if (order.containsKey("list_message")) {
      return JsonObject.of("list_message", order.getJsonObject("list_message"));
    }
    JsonArray buttons = order.getJsonArray("buttons");
    return buttons == null ? null : JsonObject.of("mode", "inline", "buttons", rows(buttons));
  }

  /** One button in a row; a text alone is a button. */
  private static JsonArray rows(JsonArray buttons) {
    JsonArray rows = new JsonArray();
    for (Object button : buttons) {
      JsonObject shown =
          button instanceof JsonObject object ? object.copy() : JsonObject.of("text", button);
      shown.remove("type");
      rows.add(JsonArray.of(shown));
    }
    return rows;
  }
}
