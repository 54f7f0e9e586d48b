package io.sallyport.meta;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.template.TemplateContent;
import io.sallyport.template.TemplateContent.Button;
import io.sallyport.template.TemplateParameters;
import io.sallyport.template.TemplateParameters.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters a template needs from its components (platform-facts.md#listing-templates,
 * #template-parameters).
 */
final class TemplateComponents {

  /** What Meta allows as a variable's name; a component with another is left to Meta. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]+");

  private static final Set<String> MEDIA = Set.of("IMAGE", "VIDEO", "DOCUMENT", "LOCATION");

  /** Buttons that a send need not fill in (platform-facts.md#button-parameters). */
  private static final Set<String> UNSEEN_BUTTONS =
      Set.of("PHONE_NUMBER", "VOICE_CALL", "FLOW", "CATALOG");

  private TemplateComponents() {}

  /** Null when the listing has no components. */
  static @Nullable TemplateParameters parameters(JsonNode template) {
    if (!template.path("components").isArray()) {
      return null;
    }
    boolean named = template.path("parameter_format").asText("").equalsIgnoreCase("NAMED");
    List<Slot> slots = new ArrayList<>();
    for (JsonNode component : template.path("components")) {
      switch (upper(component, "type")) {
        case "HEADER" -> header(component, named, slots);
        case "BODY" -> text("body", component.path("text").asText(""), named, slots);
        case "BUTTONS" -> buttons(component.path("buttons"), slots);
        default -> {}
      }
    }
    return new TemplateParameters(slots);
  }

  /** What the template shows; null when the listing has no components. */
  static @Nullable TemplateContent content(JsonNode template) {
    if (!template.path("components").isArray()) {
      return null;
    }
    String body = "";
    String header = "";
    String footer = "";
    List<Button> buttons = new ArrayList<>();
    boolean isWhole = true;
    for (JsonNode component : template.path("components")) {
      String text = component.path("text").asText("");
      switch (upper(component, "type")) {
        case "HEADER" -> header = text;
        case "BODY" -> body = text;
        case "FOOTER" -> footer = text;
        case "BUTTONS" -> isWhole &= shown(component.path("buttons"), buttons);
        default -> isWhole = false;
      }
    }
    return new TemplateContent(body, header, footer, buttons, isWhole);
  }

  /** Whether all of them can be shown, or left out. */
  private static boolean shown(JsonNode buttons, List<Button> into) {
    boolean all = true;
    for (JsonNode button : buttons) {
      String text = button.path("text").asText("");
      switch (upper(button, "type")) {
        case "QUICK_REPLY" -> into.add(new Button(text, ""));
        case "URL" -> into.add(new Button(text, button.path("url").asText("")));
        default -> all &= UNSEEN_BUTTONS.contains(upper(button, "type"));
      }
    }
    return all;
  }

  private static void header(JsonNode component, boolean named, List<Slot> slots) {
    String format = upper(component, "format");
    if (MEDIA.contains(format)) {
      slots.add(Slot.mediaHeader(format));
    } else if (format.equals("TEXT") || format.isEmpty()) {
      text("header", component.path("text").asText(""), named, slots);
    } else {
      slots.add(Slot.any("header"));
    }
  }

  private static void text(String at, String text, boolean named, List<Slot> slots) {
    SortedSet<String> variables = variables(text);
    if (!variables.stream().allMatch(name -> NAME.matcher(name).matches())) {
      slots.add(Slot.any(at));
    } else if (!variables.isEmpty()) {
      slots.add(named ? Slot.named(at, variables) : Slot.positional(at, variables.size()));
    }
  }

  /** Only a URL button with a variable needs a parameter. */
  private static void buttons(JsonNode buttons, List<Slot> slots) {
    for (int index = 0; index < buttons.size(); index++) {
      JsonNode button = buttons.get(index);
      if (upper(button, "type").equals("URL")
          && !variables(button.path("url").asText("")).isEmpty()) {
        slots.add(Slot.urlButton(index));
      }
    }
  }

  private static SortedSet<String> variables(String text) {
    SortedSet<String> variables = new TreeSet<>();
    Matcher matcher = TemplateContent.VARIABLE.matcher(text);
    while (matcher.find()) {
      variables.add(matcher.group(1));
    }
    return variables;
  }

  private static String upper(JsonNode node, String member) {
    return node.path(member).asText("").toUpperCase(Locale.ROOT);
  }
}
