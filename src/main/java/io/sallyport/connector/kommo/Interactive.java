package io.sallyport.connector.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.connector.kommo.Hook.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Buttons or a list under a message, within Meta's limits; what is over them is not sent. */
final class Interactive {

  /** A button; with an address it opens a page. */
  private record Button(String text, String url) {}

  private static final int MOST_REPLY_BUTTONS = 3;
  private static final int MOST_ROWS = 10;
  private static final int LONGEST_BUTTON = 20;
  private static final int LONGEST_ROW = 24;
  private static final int LONGEST_DESCRIPTION = 72;
  private static final int LONGEST_ROW_ID = 200;
  private static final int LONGEST_SMALL = 60;
  static final int LONGEST_BODY = 1024;

  /** On the button that opens a list which Kommo gave as buttons. */
  private static final String CHOOSE = "☰";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final String text;
  private final List<Button> buttons;
  private final JsonNode list;

  private Interactive(String text, List<Button> buttons, JsonNode list) {
    this.text = text;
    this.buttons = buttons;
    this.list = list;
  }

  /** Null when the message has none. */
  static @Nullable Interactive of(Message message) {
    List<Button> buttons = new ArrayList<>();
    for (JsonNode row : message.markup().path("buttons")) {
      for (JsonNode button : row.isArray() ? row : JSON.arrayNode().add(row)) {
        buttons.add(new Button(button.path("text").asText(""), button.path("url").asText("")));
      }
    }
    JsonNode list = message.markup().path("list_message");
    return buttons.isEmpty() && !list.isObject()
        ? null
        : new Interactive(message.text(), buttons, list);
  }

  /** Whether a file may stand above the buttons; else it is a message of its own. */
  boolean takesHeader() {
    return !list.isObject() && replies().size() <= MOST_REPLY_BUTTONS;
  }

  ObjectNode content(@Nullable ObjectNode file, @Nullable String headerType) throws Unsendable {
    ObjectNode content = list.isObject() ? list() : buttons();
    if (file != null) {
      ObjectNode header = JSON.objectNode().put("type", headerType);
      header.set(headerType, file);
      content.set("header", header);
    }
    return content;
  }

  private List<Button> replies() {
    return buttons.stream().filter(button -> button.url().isEmpty()).toList();
  }

  private ObjectNode buttons() throws Unsendable {
    List<Button> replies = replies();
    if (buttons.size() == 1 && replies.isEmpty()) {
      return page(buttons.get(0));
    }
    StringBuilder body = new StringBuilder(text);
    for (Button button : buttons) {
      if (!button.url().isEmpty()) {
        body.append('\n').append(button.text()).append(": ").append(button.url());
      }
    }
    if (replies.isEmpty()) {
      throw new Unsendable(
          "WhatsApp takes one button with an address: put the others in the text.");
    }
    return replies.size() > MOST_REPLY_BUTTONS
        ? longList(body.toString(), replies)
        : replyButtons(body.toString(), replies);
  }

  private ObjectNode page(Button button) throws Unsendable {
    CloudMessages.limit("A button", button.text(), LONGEST_BUTTON);
    ObjectNode content = begun("cta_url", text);
    ObjectNode action = content.putObject("action").put("name", "cta_url");
    action.putObject("parameters").put("display_text", button.text()).put("url", button.url());
    return content;
  }

  private static ObjectNode replyButtons(String body, List<Button> replies) throws Unsendable {
    ObjectNode content = begun("button", body);
    ArrayNode all = content.putObject("action").putArray("buttons");
    for (Button reply : replies) {
      CloudMessages.limit("A button", reply.text(), LONGEST_BUTTON);
      ObjectNode button = all.addObject().put("type", "reply");
      button.putObject("reply").put("id", reply.text()).put("title", reply.text());
    }
    return content;
  }

  private static ObjectNode longList(String body, List<Button> replies) throws Unsendable {
    ObjectNode content = begun("list", body);
    ObjectNode action = content.putObject("action").put("button", CHOOSE);
    ArrayNode rows = action.putArray("sections").addObject().put("title", CHOOSE).putArray("rows");
    for (Button reply : replies) {
      CloudMessages.limit("A button of more than three", reply.text(), LONGEST_ROW);
      rows.addObject().put("id", reply.text()).put("title", reply.text());
    }
    few(rows.size());
    return content;
  }

  private ObjectNode list() throws Unsendable {
    String body = list.path("body").asText("");
    ObjectNode content = begun("list", body.isEmpty() ? text : body);
    String header = list.path("header").asText("");
    if (!header.isEmpty()) {
      CloudMessages.limit("The list's header", header, LONGEST_SMALL);
      content.putObject("header").put("type", "text").put("text", header);
    }
    String footer = list.path("footer").asText("");
    if (!footer.isEmpty()) {
      CloudMessages.limit("The list's footer", footer, LONGEST_SMALL);
      content.putObject("footer").put("text", footer);
    }
    String button = textOr(list.path("button"), CHOOSE);
    CloudMessages.limit("The list's button", button, LONGEST_BUTTON);
    ObjectNode action = content.putObject("action").put("button", button);
    addSections(action.putArray("sections"));
    return content;
  }

  private void addSections(ArrayNode sections) throws Unsendable {
    int many = 0;
    for (JsonNode section : list.path("sections")) {
      String title = section.path("title").asText("");
      CloudMessages.limit("A section's title", title, LONGEST_ROW);
      ObjectNode one = sections.addObject();
      if (!title.isEmpty()) {
        one.put("title", title);
      }
      ArrayNode rows = one.putArray("rows");
      for (JsonNode row : section.path("rows")) {
        addRow(rows, row);
        many++;
      }
    }
    few(many);
  }

  private static void addRow(ArrayNode rows, JsonNode row) throws Unsendable {
    String title = row.path("title").asText("");
    String id = textOr(row.path("callback_data"), title);
    String description = row.path("description").asText("");
    CloudMessages.limit("A row's title", title, LONGEST_ROW);
    CloudMessages.limit("A row's callback data", id, LONGEST_ROW_ID);
    CloudMessages.limit("A row's description", description, LONGEST_DESCRIPTION);
    ObjectNode one = rows.addObject().put("id", id).put("title", title);
    if (!description.isEmpty()) {
      one.put("description", description);
    }
  }

  /** Members may be missing, null or empty. */
  private static String textOr(JsonNode member, String otherwise) {
    String text = member.asText("");
    return text.isEmpty() ? otherwise : text;
  }

  private static void few(int rows) throws Unsendable {
    if (rows > MOST_ROWS) {
      throw new Unsendable("The list has " + rows + " rows; WhatsApp takes at most 10.");
    }
  }

  private static ObjectNode begun(String type, String body) throws Unsendable {
    if (body.isBlank()) {
      throw new Unsendable("Buttons need a text above them.");
    }
    CloudMessages.limit("The text above buttons", body, LONGEST_BODY);
    ObjectNode content = JSON.objectNode().put("type", type);
    content.putObject("body").put("text", body);
    return content;
  }
}
