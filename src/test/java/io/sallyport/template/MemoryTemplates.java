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

  /** A template and what webhooks told of it; the times are Meta's, but for {@code heard}. */
  private record Held(
      Template template,
      long statusAt,
      long categoryAt,
      long announcedAt,
      long qualityAt,
      Instant heard) {

    Held with(Template changed) {
      return new Held(changed, statusAt, categoryAt, announcedAt, qualityAt, heard);
    }
  }

  /** One WABA. */
  private static final class Shelf {
    final Map<Template.Key, Held> held = new HashMap<>();
    @Nullable Instant refreshedAt;
    @Nullable Instant claimed;
  }

  private final Duration missRefreshInterval;
  private final Map<String, Shelf> shelves = new HashMap<>();
  private Instant now = Instant.parse("2026-10-02T12:00:00Z");

  public MemoryTemplates(Duration missRefreshInterval) {
    this.missRefreshInterval = missRefreshInterval;
  }

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
  public synchronized Uni<Optional<Instant>> claimRefresh(String wabaId) {
    Shelf shelf = shelf(wabaId);
    if (shelf.claimed != null && now.isBefore(shelf.claimed.plus(missRefreshInterval))) {
      return Uni.createFrom().item(Optional.empty());
    }
    shelf.claimed = now;
    return Uni.createFrom().item(Optional.of(now));
  }

  @Override
  public synchronized Uni<Void> replace(String wabaId, List<Template> templates, Instant asked) {
    Shelf shelf = shelf(wabaId);
    Map<Template.Key, Held> before = new HashMap<>(shelf.held);
    shelf.held.values().removeIf(held -> !held.heard().isAfter(asked));
    for (Template listed : templates) {
      Held was = before.get(listed.key());
      shelf.held.put(
          listed.key(),
          was == null ? new Held(listed, 0, 0, 0, 0, Instant.MIN) : merged(was, listed, asked));
    }
    shelf.refreshedAt = asked;
    return Uni.createFrom().voidItem();
  }

  private static Held merged(Held was, Template listed, Instant asked) {
    Template old = was.template();
    boolean isNews = was.heard().isAfter(asked);
    Category category = isNews ? old.category() : listed.category();
    CategoryChange impending = old.impending();
    boolean isAhead =
        impending != null && !impending.to().equals(category) && impending.at().isAfter(asked);
    return was.with(
        new Template(
            listed.key(),
            category,
            isNews ? old.status() : listed.status(),
            isAhead ? impending : null,
            listed.parameters(),
            isNews && old.quality() != null ? old.quality() : listed.quality()));
  }

  @Override
  public synchronized Uni<Boolean> apply(String wabaId, TemplateEvent event) {
    Shelf shelf = shelf(wabaId);
    Held was = shelf.held.get(event.key());
    if (was != null) {
      shelf.held.put(event.key(), changed(was, event));
    } else if (event instanceof TemplateEvent.StatusChanged news && news.category() != null) {
      long at = news.at().getEpochSecond();
      Template born = new Template(news.key(), news.category(), news.status(), null, null, null);
      shelf.held.put(event.key(), new Held(born, at, at, 0, 0, now));
    }
    return Uni.createFrom().item(was != null);
  }

  private Held changed(Held was, TemplateEvent event) {
    Template t = was.template();
    long at = event.at().getEpochSecond();
    long statusAt = was.statusAt();
    long categoryAt = was.categoryAt();
    long announcedAt = was.announcedAt();
    long qualityAt = was.qualityAt();
    Category category = t.category();
    String status = t.status();
    CategoryChange impending = t.impending();
    String quality = t.quality();
    if (event instanceof TemplateEvent.StatusChanged news) {
      if (at >= statusAt) {
        status = news.status();
        statusAt = at;
      }
      if (news.category() != null && at >= categoryAt) {
        category = news.category();
        categoryAt = at;
      }
    } else if (event instanceof TemplateEvent.CategoryChanged news && at >= categoryAt) {
      category = news.category();
      categoryAt = at;
      impending = null;
    } else if (event instanceof TemplateEvent.CategoryImpending news
        && at >= categoryAt
        && at >= announcedAt) {
      impending = news.change();
      announcedAt = at;
    } else if (event instanceof TemplateEvent.QualityChanged news && at >= qualityAt) {
      quality = news.quality();
      qualityAt = at;
    }
    return new Held(
        new Template(t.key(), category, status, impending, t.parameters(), quality),
        statusAt,
        categoryAt,
        announcedAt,
        qualityAt,
        now);
  }

  private Shelf shelf(String wabaId) {
    return shelves.computeIfAbsent(wabaId, id -> new Shelf());
  }
}
