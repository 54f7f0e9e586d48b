package io.sallyport.template;

import io.sallyport.template.Template.CategoryChange;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@link TemplateStore} in memory, on a clock of its own. Held to {@link TemplateStoreContract}.
 */
public final class MemoryTemplates implements TemplateStore {

  private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

  /** A value, Meta's time of the webhook that said it, and when it was heard. */
  private record Said<T>(T value, long at, Instant heard) {
    static <T> Said<T> listed(T value) {
      return new Said<>(value, 0, Instant.MIN);
    }

    boolean isOlderThan(long time) {
      return time >= at;
    }
  }

  /** One template. */
  private static final class Held {
    final Template.Key key;
    Said<String> status;
    Said<Category> category;
    Said<String> quality;
    @Nullable CategoryChange impending;
    long announcedAt;
    @Nullable TemplateParameters parameters;
    @Nullable TemplateContent content;
    Instant heard = Instant.MIN;
    Instant listed = Instant.MIN;

    Held(Template template) {
      key = template.key();
      status = Said.listed(template.status());
      category = Said.listed(template.category());
      quality = Said.listed(template.quality());
      parameters = template.parameters();
      content = template.content();
    }

    Template template() {
      return new Template(
          key, category.value(), status.value(), impending, parameters, quality.value(), content);
    }
  }

  /** One WABA. */
  private static final class Shelf {
    final Map<Template.Key, Held> held = new HashMap<>();
    @Nullable Instant refreshedAt;
    @Nullable Instant claimed;
  }

  private final Map<String, Shelf> shelves = new HashMap<>();
  private Instant now = Instant.parse("2026-10-02T12:00:00Z");

  public synchronized void advance(Duration by) {
    now = now.plus(by);
  }

  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized Uni<Optional<Snapshot>> load(String wabaId) {
    Shelf shelf = shelf(wabaId);
    return Uni.createFrom()
        .item(
            Optional.ofNullable(shelf.refreshedAt)
                .map(
                    at ->
                        new Snapshot(
                            shelf.held.values().stream().map(Held::template).toList(), at)));
  }

  @Override
  public synchronized Uni<Map<String, Snapshot>> loadAll(List<String> wabaIds) {
    Map<String, Snapshot> found = new HashMap<>();
    for (String wabaId : wabaIds) {
      load(wabaId).await().indefinitely().ifPresent(held -> found.put(wabaId, held));
    }
    return Uni.createFrom().item(found);
  }

  @Override
  public synchronized Uni<Claim> claimRefresh(String wabaId, Duration interval) {
    Shelf shelf = shelf(wabaId);
    boolean isTaken = shelf.claimed == null || !now.isBefore(shelf.claimed.plus(interval));
    if (isTaken) {
      shelf.claimed = now;
    }
    return Uni.createFrom().item(new Claim(isTaken, shelf.claimed));
  }

  @Override
  public synchronized Uni<Void> replace(String wabaId, List<Template> templates, Instant asked) {
    Shelf shelf = shelf(wabaId);
    if (shelf.refreshedAt != null && shelf.refreshedAt.isAfter(asked)) {
      return Uni.createFrom().voidItem();
    }
    Map<Template.Key, Held> before = new HashMap<>(shelf.held);
    shelf.held.values().removeIf(held -> !held.heard.isAfter(asked));
    for (Template listed : templates) {
      Held held = new Held(listed);
      held.listed = asked;
      Held was = before.get(listed.key());
      if (was != null) {
        keepNews(was, held, asked);
      }
      shelf.held.put(listed.key(), held);
    }
    shelf.refreshedAt = asked;
    return Uni.createFrom().voidItem();
  }

  private static void keepNews(Held was, Held held, Instant asked) {
    held.status = newer(was.status, held.status, asked);
    held.category = newer(was.category, held.category, asked);
    held.quality = newer(was.quality, held.quality, asked);
    held.heard = was.heard;
    held.announcedAt = was.announcedAt;
    boolean isAhead =
        was.impending != null
            && !was.impending.to().equals(held.category.value())
            && was.impending.at().isAfter(asked);
    held.impending = isAhead ? was.impending : null;
  }

  private static <T> Said<T> newer(Said<T> was, Said<T> listed, Instant asked) {
    return was.heard().isAfter(asked) ? was : new Said<>(listed.value(), was.at(), was.heard());
  }

  @Override
  public synchronized Uni<Boolean> apply(String wabaId, TemplateEvent event) {
    Shelf shelf = shelf(wabaId);
    Held held = shelf.held.get(event.key());
    boolean known = held != null;
    if (held == null) {
      if (!(event instanceof TemplateEvent.StatusChanged news) || news.category() == null) {
        return Uni.createFrom().item(false);
      }
      held = new Held(new Template(news.key(), news.category(), "", null, null, null));
      shelf.held.put(event.key(), held);
    }
    boolean beyondDoubt = change(held, event);
    held.heard = now;
    return Uni.createFrom().item(known && beyondDoubt);
  }

  private boolean change(Held held, TemplateEvent event) {
    long at = event.at().getEpochSecond();
    if (event instanceof TemplateEvent.StatusChanged news) {
      boolean loosens =
          news.status().equals(Template.APPROVED) && !news.status().equals(held.status.value());
      boolean doubted = held.status.isOlderThan(at) && loosens && doubts(held, at, held.status);
      if (held.status.isOlderThan(at) && !doubted) {
        held.status = new Said<>(news.status(), at, now);
      }
      return (news.category() == null || recategorise(held, at, news.category())) && !doubted;
    } else if (event instanceof TemplateEvent.CategoryChanged news) {
      long before = held.category.at();
      boolean beyondDoubt = recategorise(held, at, news.category());
      if (beyondDoubt && at >= before) {
        held.impending = null;
      }
      return beyondDoubt;
    } else if (event instanceof TemplateEvent.CategoryImpending news) {
      if (held.category.isOlderThan(at) && at >= held.announcedAt) {
        held.impending = news.change();
        held.announcedAt = at;
      }
    } else if (event instanceof TemplateEvent.QualityChanged news && held.quality.isOlderThan(at)) {
      held.quality = new Said<>(news.quality(), at, now);
    }
    return true;
  }

  private boolean recategorise(Held held, long at, Category to) {
    if (!held.category.isOlderThan(at)) {
      return true;
    }
    boolean loosens = !to.equals(held.category.value()) && !to.isMarketing();
    if (loosens && doubts(held, at, held.category)) {
      return false;
    }
    held.category = new Said<>(to, at, now);
    return true;
  }

  /** News older than the list, when no webhook was heard since. */
  private static boolean doubts(Held held, long at, Said<?> member) {
    return held.listed != Instant.MIN
        && Instant.ofEpochSecond(at).plus(CLOCK_SKEW).isBefore(held.listed)
        && member.heard().isBefore(held.listed);
  }

  private Shelf shelf(String wabaId) {
    return shelves.computeIfAbsent(wabaId, id -> new Shelf());
  }
}
