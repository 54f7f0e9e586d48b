package io.sallyport.connector.kommo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.connector.kommo.Hook.Filled;
import io.sallyport.connector.kommo.Hook.Message;
import io.sallyport.connector.kommo.OfferedTemplates.Offered;
import io.sallyport.link.Links;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a message ready, once: its template is found, its words are chosen and its file is put at
 * Meta's. What came of it is kept for as long as the message may be tried.
 */
@Singleton
final class Preparation {

  private static final Duration LIFE = Duration.ofDays(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Links links;
  private final OfferedTemplates templates;
  private final Wording wording;
  private final Attachments attachments;

  Preparation(Links links, OfferedTemplates templates, Wording wording, Attachments attachments) {
    this.links = links;
    this.templates = templates;
    this.wording = wording;
    this.attachments = attachments;
  }

  /**
   * Makes it ready.
   *
   * @param chat our id of its chat
   * @return fails with {@link Unsendable}, or with anything else when it may be tried again
   */
  Future<Prepared> of(KommoAccount account, Message message, String chat) {
    String name = "made:" + message.id();
    return links
        .find(account.target(), name)
        .compose(
            kept ->
                kept == null
                    ? made(account, message, chat)
                        .compose(made -> keep(account, name, made, message))
                    : Future.succeededFuture(read(message, kept)));
  }

  private Future<Prepared> made(KommoAccount account, Message message, String chat) {
    return template(account, message.template())
        .compose(
            template ->
                fits(template, message)
                    .compose(fits -> words(account, message, chat, template))
                    .compose(
                        text ->
                            attachments
                                .atMeta(account, message)
                                .map(
                                    media -> new Prepared(message.saying(text), template, media))));
  }

  private Future<@Nullable Offered> template(KommoAccount account, @Nullable Filled filled) {
    return filled == null
        ? Future.succeededFuture()
        : templates.find(account, filled.id(), filled.externalId());
  }

  private Future<String> words(
      KommoAccount account, Message message, String chat, @Nullable Offered template) {
    return template != null
        ? Future.succeededFuture(message.text())
        : wording.toContact(account, chat, message);
  }

  /** Looked at before its file is fetched. */
  private static Future<Void> fits(@Nullable Offered template, Message message) {
    String why = template == null ? "" : TemplateMessage.misfit(template, message);
    return why.isEmpty() ? Future.succeededFuture() : Future.failedFuture(new Unsendable(why));
  }

  /** What follows from the message alone needs no place; a translation may come the next time. */
  private Future<Prepared> keep(
      KommoAccount account, String name, Prepared made, Message original) {
    Offered template = made.template();
    boolean isPlain =
        template == null
            && made.media().isEmpty()
            && made.message().text().equals(original.text())
            && account.translateTo() == null;
    if (isPlain) {
      return Future.succeededFuture(made);
    }
    ObjectNode kept = JSON.createObjectNode();
    kept.put("text", made.message().text()).put("media", made.media());
    if (template != null) {
      kept.put("template", template.name()).put("language", template.language());
      ArrayNode variables = kept.putArray("variables");
      template.variables().forEach(variables::add);
      kept.put("header", template.header());
    }
    return links.put(account.target(), name, kept.toString(), LIFE).map(made);
  }

  private static Prepared read(Message message, String kept) {
    JsonNode made;
    try {
      made = JSON.readTree(kept);
    } catch (JsonProcessingException bug) {
      throw new IllegalStateException(bug);
    }
    return new Prepared(
        message.saying(made.path("text").asText("")),
        made.has("template") ? template(made) : null,
        made.path("media").asText(""));
  }

  private static Offered template(JsonNode made) {
    List<String> variables = new ArrayList<>();
    made.path("variables").forEach(name -> variables.add(name.asText()));
    return new Offered(
        made.path("template").asText(),
        made.path("language").asText(),
        variables,
        made.path("header").textValue());
  }
}
