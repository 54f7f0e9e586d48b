package io.sallyport.meta;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads all pages of a list of the Graph API. */
final class GraphPages {

  /** Items a page. */
  static final int SIZE = 100;

  /**
   * Meta keeps at most 6,000 templates per WABA (platform-facts.md#templates-per-account), and
   * fewer numbers; more pages are a loop.
   */
  private static final int MOST = 200;

  private final String what;
  private final Function<@Nullable String, Uni<JsonNode>> page;
  private final List<JsonNode> read = new ArrayList<>();

  private GraphPages(String what, Function<@Nullable String, Uni<JsonNode>> page) {
    this.what = what;
    this.page = page;
  }

  /**
   * Every item.
   *
   * @param what they are, for errors
   * @param page asks for the page after a cursor, or for the first
   */
  static Uni<List<JsonNode>> all(String what, Function<@Nullable String, Uni<JsonNode>> page) {
    return Uni.createFrom().deferred(() -> new GraphPages(what, page).after(null, 1));
  }

  private Uni<List<JsonNode>> after(@Nullable String cursor, int count) {
    return page.apply(cursor)
        .chain(
            answer -> {
              if (!answer.path("data").isArray()) {
                throw new IllegalStateException("Graph's answer lists no " + what);
              }
              answer.path("data").forEach(read::add);
              String next = cursor(answer.path("paging"));
              if (next == null) {
                return Uni.createFrom().item(List.copyOf(read));
              }
              if (count == MOST || next.equals(cursor)) {
                throw new IllegalStateException("Graph's pages of " + what + " do not end");
              }
              return after(next, count + 1);
            });
  }

  /**
   * The next page's cursor; {@code next} is only there if there is one, and its URL is not used.
   */
  private static @Nullable String cursor(JsonNode paging) {
    return paging.hasNonNull("next") ? paging.path("cursors").path("after").asText(null) : null;
  }
}
