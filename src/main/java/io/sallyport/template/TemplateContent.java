package io.sallyport.template;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a template shows, for who copies it elsewhere.
 *
 * @param body with its variables, {@code {{1}}} or {@code {{name}}}
 * @param header a text header; empty without one
 * @param footer empty without one
 * @param buttons those that answer, or open a page
 * @param isWhole whether this and the header's medium is all there is to fill in: a template with a
 *     carousel, a coupon or anything unknown is not
 */
public record TemplateContent(
    String body, String header, String footer, List<Button> buttons, boolean isWhole) {

  /** A variable in a template's text; its name is the group. */
  public static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([^{}\\s][^{}]*?)\\s*}}");

  public TemplateContent {
    buttons = List.copyOf(buttons);
  }

  /**
   * A button.
   *
   * @param url of the page that it opens; empty for one that answers
   */
  public record Button(String text, String url) {}

  /** The names of the body's variables in the order of the text, one for each occurrence. */
  public List<String> variables() {
    return VARIABLE.matcher(body).results().map(found -> found.group(1)).toList();
  }
}
