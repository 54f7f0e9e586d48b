package io.sallyport.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The template a send names, and the parameters it fills in.
 *
 * @param name exact template name
 * @param language exact language code; Meta has no fall-back ({@code en} is not {@code en_US}, PF
 *     §7.3)
 */
public record TemplateCall(String name, String language, List<Component> components) {

  public TemplateCall {
    components = List.copyOf(components);
  }

  /**
   * One entry of {@code template.components}.
   *
   * @param type lower case: {@code header}, {@code body}, {@code button}, {@code carousel}, …
   * @param subType lower case, of a button
   * @param index of a button, as text
   * @param parameters the {@code parameter_name} of each parameter, the empty string for one
   *     without
   */
  public record Component(
      String type, @Nullable String subType, @Nullable String index, List<String> parameters) {

    public Component {
      parameters = List.copyOf(parameters);
    }
  }
}
