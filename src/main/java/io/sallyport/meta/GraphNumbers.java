package io.sallyport.meta;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.account.ListedNumber;
import io.sallyport.config.Ids;
import io.sallyport.config.SallyportConfig;
import io.sallyport.directory.NumberSource;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lists a WABA's numbers, page by page (platform-facts.md#numbers-of-a-waba). */
@Singleton
public final class GraphNumbers implements NumberSource {

  private static final String FIELDS =
      "id,display_phone_number,verified_name,quality_rating,throughput,is_on_biz_app,"
          + "platform_type,whatsapp_business_manager_messaging_limit";

  /** Meta's words, as they are kept and compared. */
  private static final Pattern WORD = Pattern.compile("[0-9A-Z_]{1,40}");

  private static final int LONGEST_NAME = 256;

  private final GraphApi graph;
  private final String version;

  GraphNumbers(GraphApi graph, SallyportConfig config) {
    this.graph = graph;
    this.version = config.graph().version();
  }

  @Override
  public Uni<List<ListedNumber>> list(String wabaId, String token) {
    String authorization = "Bearer " + token;
    return GraphPages.all(
            "numbers",
            after ->
                graph.phoneNumbers(version, wabaId, authorization, FIELDS, GraphPages.SIZE, after))
        .onFailure()
        .transform(GraphFailures::named)
        .map(
            items ->
                items.stream()
                    .filter(item -> Ids.isId(item.path("id").asText("")))
                    .map(GraphNumbers::read)
                    .toList());
  }

  private static ListedNumber read(JsonNode item) {
    return new ListedNumber(
        item.path("id").asText(),
        text(item.path("display_phone_number")),
        text(item.path("verified_name")),
        word(item.path("quality_rating")),
        item.path("is_on_biz_app").asBoolean(false),
        word(item.path("throughput").path("level")),
        word(item.path("whatsapp_business_manager_messaging_limit")),
        null);
  }

  private static @Nullable String text(JsonNode value) {
    String text = value.asText("");
    return text.isEmpty() || text.length() > LONGEST_NAME ? null : text;
  }

  private static @Nullable String word(JsonNode value) {
    String word = value.asText("");
    return WORD.matcher(word).matches() ? word : null;
  }
}
