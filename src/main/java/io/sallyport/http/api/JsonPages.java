package io.sallyport.http.api;

import io.sallyport.audit.Kept;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A page of what is stored as JSON, through however much it has to look for those that are asked
 * for.
 */
final class JsonPages {

  private static final int MOST = 1_000;
  private static final Pattern PLACE = Pattern.compile("\\d{1,19}-\\d{1,19}");

  /** Where it is stored. */
  @FunctionalInterface
  interface Source {

    /**
     * The newest.
     *
     * @param before only those older than this place; null for the newest
     */
    Uni<List<Kept>> recent(@Nullable String before, int most);
  }

  private final String name;
  private final Source source;
  private final @Nullable String before;
  private final int limit;

  /**
   * A page.
   *
   * @param name of the list in the answer
   * @param before {@code next} of the page before; null for the newest
   * @param limit how many, 1 to 1000
   */
  JsonPages(String name, Source source, @Nullable String before, String limit) {
    this.name = name;
    this.source = source;
    this.before = before;
    this.limit = ApiCalls.limit(limit, MOST);
    if (before != null && !PLACE.matcher(before).matches()) {
      throw ApiCalls.invalid("`before` must be the `next` of the page before.");
    }
  }

  /** The newest of those, as JSON. */
  Uni<String> of(Predicate<Kept> wanted) {
    return more(new ArrayList<>(), before, limit + 1, wanted);
  }

  private Uni<String> more(
      List<Kept> found, @Nullable String from, int step, Predicate<Kept> wanted) {
    return source
        .recent(from, step)
        .chain(
            page -> {
              for (Kept one : page) {
                if (found.size() == limit) {
                  return Uni.createFrom().item(json(found, found.get(limit - 1).place()));
                }
                if (wanted.test(one)) {
                  found.add(one);
                }
              }
              return page.size() < step
                  ? Uni.createFrom().item(json(found, null))
                  : more(found, page.get(step - 1).place(), MOST, wanted);
            });
  }

  /** Joins what is JSON already. */
  private String json(List<Kept> page, @Nullable String next) {
    return "{\""
        + name
        + "\":["
        + page.stream().map(Kept::json).collect(Collectors.joining(","))
        + "],\"next\":"
        + (next == null ? "null" : "\"" + next + "\"")
        + "}";
  }
}
