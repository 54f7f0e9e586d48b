package io.sallyport.meta;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.sallyport.account.Numbers;
import io.sallyport.config.KommoAccountsConfig;
import io.sallyport.config.SallyportConfig;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.template.Category;
import io.sallyport.template.Template;
import io.sallyport.template.TemplateSource;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lists a WABA's templates, page by page. */
@Singleton
public final class GraphTemplates implements TemplateSource {

  private static final String FIELDS =
      "name,language,status,category,components,parameter_format,quality_score";

  private static final int PAGE = 100;

  /**
   * Meta keeps at most 6,000 templates per WABA (platform-facts.md#templates-per-account); more
   * pages are a loop.
   */
  private static final int MAX_PAGES = 200;

  private final GraphApi graph;
  private final Numbers numbers;
  private final String version;

  /** WABAs of which templates are shown elsewhere; of all others the content is not kept. */
  private final Set<String> shown;

  @Inject
  GraphTemplates(Numbers numbers, SallyportConfig config, KommoAccountsConfig kommo) {
    this(
        QuarkusRestClientBuilder.newBuilder()
            .baseUri(config.graph().url())
            .connectTimeout(config.graph().connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
            .readTimeout(config.graph().readTimeout().toMillis(), TimeUnit.MILLISECONDS)
            .build(GraphApi.class),
        numbers,
        config,
        kommo);
  }

  GraphTemplates(
      GraphApi graph, Numbers numbers, SallyportConfig config, KommoAccountsConfig kommo) {
    this.graph = graph;
    this.numbers = numbers;
    this.version = config.graph().version();
    this.shown =
        kommo.byName().values().stream()
            .flatMap(account -> account.number().flatMap(numbers::find).stream())
            .map(BusinessNumber::wabaId)
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Uni<List<Template>> list(String wabaId) {
    String token = numbers.accessToken(wabaId).orElseThrow();
    return pages(wabaId, "Bearer " + token, null, 1, new ArrayList<>());
  }

  private Uni<List<Template>> pages(
      String wabaId, String authorization, @Nullable String after, int page, List<Template> read) {
    return graph
        .messageTemplates(version, wabaId, authorization, FIELDS, PAGE, after)
        .chain(
            answer -> {
              if (!answer.path("data").isArray()) {
                throw new IllegalStateException("Graph's answer lists no templates");
              }
              answer.path("data").forEach(item -> read(item, shown.contains(wabaId), read));
              String next = cursor(answer.path("paging"));
              if (next == null) {
                return Uni.createFrom().item(List.copyOf(read));
              }
              if (page == MAX_PAGES || next.equals(after)) {
                throw new IllegalStateException("Graph's template pages do not end");
              }
              return pages(wabaId, authorization, next, page + 1, read);
            });
  }

  /**
   * The next page's cursor; {@code next} is only there if there is one, and its URL is not used.
   */
  private static @Nullable String cursor(JsonNode paging) {
    return paging.hasNonNull("next") ? paging.path("cursors").path("after").asText(null) : null;
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
