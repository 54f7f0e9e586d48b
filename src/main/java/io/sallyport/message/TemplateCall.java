package io.sallyport.message;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The template a send names, and the parameters it fills in.
 *
 * @param name exact template name
 * @param language exact language code; Meta has no fall-back ({@code en} is not {@code en_US},
 *     platform-facts.md#template-names-and-languages)
 */
public record TemplateCall(String name, String language, List<Component> components) {

  private static final Pattern INDEX = Pattern.compile("[0-9]{1,9}");

  public TemplateCall {
    components = List.copyOf(components);
  }

  /**
   * One entry of {@code template.components}.
   *
   * @param type lower case: {@code header}, {@code body}, {@code button}, {@code carousel}, …
   * @param subType lower case, of a button
   * @param index of a button, as text
   */
  public record Component(
      String type, @Nullable String subType, @Nullable String index, List<Parameter> parameters) {

    public Component {
      parameters = List.copyOf(parameters);
    }

    /**
     * The button's position among all buttons, sent as a number or as text; null if it is neither.
     */
    public @Nullable Integer buttonIndex() {
      return index != null && INDEX.matcher(index).matches() ? Integer.valueOf(index) : null;
    }
  }

  /**
   * One value of a component.
   *
   * @param type lower case: {@code text}, {@code image}, …; empty without one
   * @param name its {@code parameter_name}; empty without one
   */
  public record Parameter(String type, String name) {}
}
