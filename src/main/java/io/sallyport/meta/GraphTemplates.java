package io.sallyport.meta;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.account.Numbers;
import io.sallyport.config.KommoAccountsConfig;
import io.sallyport.config.SallyportConfig;
import io.sallyport.template.Category;
import io.sallyport.template.Template;
import io.sallyport.template.TemplateSource;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lists a WABA's templates, page by page. */
@Singleton
public final class GraphTemplates implements TemplateSource {

  private static final String FIELDS =
      "name,language,status,category,components,parameter_format,quality_score";

  private final GraphApi graph;
  private final Numbers numbers;
  private final String version;

  /** Numbers whose templates are shown elsewhere; of all other WABAs the content is not kept. */
  private final Set<String> shown;

  GraphTemplates(
      GraphApi graph, Numbers numbers, SallyportConfig config, KommoAccountsConfig kommo) {
    this.graph = graph;
    this.numbers = numbers;
    this.version = config.graph().version();
    this.shown =
        kommo.byName().values().stream()
            .flatMap(account -> account.number().stream())
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Uni<List<Template>> list(String wabaId) {
    String token = numbers.accessToken(wabaId).orElseThrow();
    String authorization = "Bearer " + token;
    return GraphPages.all(
            "templates",
            after ->
                graph.messageTemplates(
                    version, wabaId, authorization, FIELDS, GraphPages.SIZE, after))
        .map(items -> read(items, isShown(wabaId)));
  }

  /** Also where it is not known yet which WABA lists a number. */
  private boolean isShown(String wabaId) {
    return shown.stream()
        .anyMatch(
            id -> numbers.find(id).map(number -> number.wabaId().equals(wabaId)).orElse(true));
  }

  private static List<Template> read(List<JsonNode> items, boolean withContent) {
    List<Template> read = new ArrayList<>(items.size());
    items.forEach(item -> read(item, withContent, read));
    return List.copyOf(read);
  }

  private static void read(JsonNode item, boolean withContent, List<Template> into) {
    String name = item.path("name").asText("");
    String language = item.path("language").asText("");
    if (!name.isEmpty() && !language.isEmpty()) {
      into.add(
          new Template(
              new Template.Key(name, language),
              new Category(item.path("category").asText("")),
              item.path("status").asText(""),
              null,
              TemplateComponents.parameters(item),
              quality(item),
              withContent ? TemplateComponents.content(item) : null));
    }
  }

  private static @Nullable String quality(JsonNode item) {
    return item.path("quality_score").path("score").asText(null);
  }
}
