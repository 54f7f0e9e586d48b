package io.sallyport.twin.graph;

import io.sallyport.twin.http.Request;
import io.sallyport.twin.outbound.Send;
import io.sallyport.twin.people.ContactName;
import io.sallyport.twin.platform.TwinNumber;
import io.sallyport.twin.templates.Templates;
import io.sallyport.twin.templates.TwinTemplate;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks a send as Meta checks it before answering (platform-facts.md#send-body,
 * #marketing-messages-api, #error-codes column S).
 */
public final class SendReader {
  private final Templates templates;

  public SendReader(Templates templates) {
    this.templates = templates;
  }

  SendRequest read(TwinNumber number, Request request) {
    JsonObject body;
    try {
      body = request.json();
    } catch (IllegalArgumentException notJson) {
      return refused(GraphError.invalidParameter("The request body is not valid JSON."));
    }
    if (!"whatsapp".equals(body.getValue("messaging_product"))) {
      return refused(GraphError.required("messaging_product"));
    }
    Object kind = body.getValue("recipient_type");
    if (kind != null && !kind.equals("individual") && !kind.equals("group")) {
      return refused(GraphError.invalidParameter("recipient_type must be individual or group."));
    }
    Object to = recipientOf(body);
    if (to == null && "read".equals(body.getValue("status"))) {
      return receipt(body);
    }
    if (to == null || ContactName.of(to.toString()).isEmpty()) {
      return refused(GraphError.required("to"));
    }
    if (to.toString().strip().startsWith("00")) {
      return refused(
          GraphError.invalidParameter(
              "to is not a phone number.")); // platform-facts.md#phone-numbers
    }
    return content(number, request, body, to.toString());
  }

  /** {@code to} wins over {@code recipient}. */
  private static @Nullable Object recipientOf(JsonObject body) {
    Object to = body.getValue("to");
    return to != null ? to : body.getValue("recipient");
  }

  private static SendRequest receipt(JsonObject body) {
    return body.getValue("message_id") instanceof String
        ? new SendRequest.ReadReceipt()
        : refused(GraphError.required("message_id"));
  }

  private SendRequest content(TwinNumber number, Request request, JsonObject body, String to) {
    String type = typeOf(body);
    boolean marketingApi = request.edge().equals("marketing_messages");
    if (marketingApi && !type.equals("template")) {
      return refused(GraphError.invalidParameter("Message must be a template message."));
    }
    if (body.getValue(type) == null) {
      return refused(GraphError.required(type));
    }
    boolean isTo = body.getValue("to") != null;
    ContactName contact = isTo ? ContactName.ofTo(to) : ContactName.of(to);
    Send send = new Send(number, to, contact, type, body, Optional.empty(), marketingApi);
    return type.equals("template") ? template(send) : text(send);
  }

  /** Graph takes a body without a type for a text (platform-facts.md#send-body). */
  private static String typeOf(JsonObject body) {
    boolean bareTemplate = body.containsKey("template") && !body.containsKey("text");
    Object type = body.getValue("type", bareTemplate ? "template" : "text");
    return String.valueOf(type).toLowerCase(Locale.ROOT);
  }

  private static SendRequest text(Send send) {
    if (!send.type().equals("text")) {
      return new SendRequest.Message(send);
    }
    Object text = send.body().getValue("text") instanceof JsonObject it ? it.getValue("body") : "";
    if (!(text instanceof String body) || body.isBlank()) {
      return refused(GraphError.required("text['body']"));
    }
    return body.length() > 4096
        ? refused(
            GraphError.invalidParameter("Param text['body'] must be at most 4096 characters long."))
        : new SendRequest.Message(send);
  }

  private SendRequest template(Send send) {
    JsonObject content =
        send.body().getValue("template") instanceof JsonObject it ? it : new JsonObject();
    String name = String.valueOf(content.getValue("name"));
    String language =
        content.getValue("language") instanceof JsonObject it
            ? String.valueOf(it.getValue("code"))
            : "";
    return templates
        .find(send.number().wabaId(), name, language)
        .map(template -> checked(send, template, content))
        .orElseGet(() -> refused(GraphError.unknownTemplate(name, language)));
  }

  private static SendRequest checked(Send send, TwinTemplate template, JsonObject content) {
    Optional<GraphError> error =
        unsendable(template).or(() -> TemplateParameters.mismatch(template, content));
    if (error.isPresent()) {
      return refused(error.get());
    }
    if (send.marketingApi() && !template.isMarketing()) {
      return refused(GraphError.notMarketing());
    }
    return new SendRequest.Message(
        new Send(
            send.number(),
            send.input(),
            send.contact(),
            send.type(),
            send.body(),
            Optional.of(template),
            send.marketingApi()));
  }

  private static Optional<GraphError> unsendable(TwinTemplate template) {
    return switch (template.status()) {
      case "APPROVED" -> Optional.empty();
      case "PAUSED" -> Optional.of(GraphError.pausedTemplate());
      case "DISABLED" -> Optional.of(GraphError.disabledTemplate());
      default -> Optional.of(GraphError.unknownTemplate(template.name(), template.language()));
    };
  }

  private static SendRequest refused(GraphError error) {
    return new SendRequest.Refused(error);
  }
}
