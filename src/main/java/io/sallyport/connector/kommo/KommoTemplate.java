package io.sallyport.connector.kommo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.template.Category;
import io.sallyport.template.Template;
import io.sallyport.template.TemplateContent;
import io.sallyport.template.TemplateParameters.Slot;
import io.sallyport.template.TemplateStore.Snapshot;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A template of Meta's as it stands in Kommo.
 *
 * @param isPaused whether it is there, and cannot be sent for a time
 */
record KommoTemplate(
    Template.Key key, Category category, boolean isPaused, TemplateContent content) {

  private static final Set<Category> CATEGORIES = Set.of(Category.MARKETING, Category.UTILITY);

  /** What a hook of Kommo's can fill a header with. */
  private static final Set<String> MEDIA = Set.of("IMAGE", "VIDEO", "DOCUMENT");

  private static final int DIGITS = 16;

  KommoTemplate {
    Objects.requireNonNull(content);
  }

  /**
   * Those that Kommo shall have. What a manager could not fill in is none of them: a variable in
   * the header or a button, a place, a coupon.
   */
  static List<KommoTemplate> of(Snapshot snapshot, Instant now) {
    return snapshot.templates().stream()
        .filter(template -> isOffered(template, now))
        .map(
            template ->
                new KommoTemplate(
                    template.key(),
                    template.categoryAt(now),
                    template.status().equals(Template.PAUSED),
                    Objects.requireNonNull(template.content())))
        .sorted(Comparator.comparing(KommoTemplate::externalId))
        .toList();
  }

  private static boolean isOffered(Template template, Instant now) {
    TemplateContent content = template.content();
    return isWanted(template, now)
        && content != null
        && content.isWhole()
        && !content.body().isBlank()
        && template.parameters() != null
        && template.parameters().slots().stream().allMatch(KommoTemplate::canBeFilled);
  }

  private static boolean isWanted(Template template, Instant now) {
    boolean isThere =
        template.status().equals(Template.APPROVED) || template.status().equals(Template.PAUSED);
    return isThere && CATEGORIES.contains(template.categoryAt(now));
  }

  /** Whether one was stored by a version that did not keep what it shows. */
  static boolean isIncomplete(Snapshot snapshot, Instant now) {
    return snapshot.templates().stream()
        .anyMatch(
            template ->
                isWanted(template, now)
                    && template.content() == null
                    && template.parameters() != null);
  }

  private static boolean canBeFilled(Slot slot) {
    return slot.at().equals("body")
        ? slot.count() >= 0
        : slot.at().equals("header") && slot.medium() != null && MEDIA.contains(slot.medium());
  }

  /** {@code order_update/en_US}, by which it is known in Kommo. */
  String externalId() {
    return key.name() + "/" + key.language();
  }

  String review() {
    return isPaused ? "paused" : "approved";
  }

  /** As it is created. */
  ObjectNode json() {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", key.name())
            .put("content", content.body())
            .put("type", "waba")
            .put("is_editable", false)
            .put("external_id", externalId())
            .put("waba_category", category.name())
            .put("waba_language", key.language());
    if (!content.header().isEmpty()) {
      json.put("waba_header", content.header()).put("waba_header_type", "text");
    }
    if (!content.footer().isEmpty()) {
      json.put("waba_footer", content.footer());
    }
    ArrayNode buttons = json.putArray("buttons");
    for (TemplateContent.Button button : content.buttons()) {
      ObjectNode one = buttons.addObject();
      one.put("type", button.url().isEmpty() ? "inline" : "url").put("text", button.text());
      if (!button.url().isEmpty()) {
        one.put("url", button.url());
      }
    }
    return json;
  }

  /** Of all that Kommo takes only anew; the same in every version. */
  String digest() {
    StringBuilder text = new StringBuilder();
    for (String part :
        List.of(
            externalId(), category.name(), content.header(), content.body(), content.footer())) {
      text.append(part).append('\0');
    }
    content
        .buttons()
        .forEach(
            button -> text.append(button.text()).append('\0').append(button.url()).append('\0'));
    return digest(text.toString());
  }

  /** Of all of them, reviews included. */
  static String digest(List<KommoTemplate> all) {
    StringBuilder text = new StringBuilder();
    all.forEach(
        one ->
            text.append(one.externalId())
                .append(' ')
                .append(one.digest())
                .append(' ')
                .append(one.review())
                .append('\n'));
    return digest(text.toString());
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
