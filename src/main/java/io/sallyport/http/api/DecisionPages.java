package io.sallyport.http.api;

import io.sallyport.audit.DecisionStore;
import io.sallyport.audit.DecisionStore.Kept;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A page of stored decisions, through however many it has to look for those that are asked for. */
final class DecisionPages {

  private static final int MOST = 1_000;
  private static final Pattern PLACE = Pattern.compile("\\d{1,19}-\\d{1,19}");

  private final DecisionStore decisions;
  private final String number;
  private final @Nullable String before;
  private final int limit;

  /**
   * A page.
   *
   * @param before {@code next} of the page before; null for the newest
   * @param limit how many, 1 to 1000
   */
  DecisionPages(DecisionStore decisions, String number, @Nullable String before, String limit) {
    this.decisions = decisions;
    this.number = number;
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
    return decisions
        .recent(number, from, step)
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

  /** Joins stored decisions, which are JSON already. */
  private static String json(List<Kept> page, @Nullable String next) {
    return "{\"decisions\":["
        + page.stream().map(Kept::json).collect(Collectors.joining(","))
        + "],\"next\":"
        + (next == null ? "null" : "\"" + next + "\"")
        + "}";
  }
}
