package io.sallyport.twin.kommo.templates;

import io.sallyport.twin.kommo.chats.Account;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The templates of all accounts. */
public final class ChatTemplates {
  /** Of one account; how many Kommo really allows is not published. */
  public static final int LIMIT = 1_000;

  private final Map<String, Map<Long, ChatTemplate>> templates = new LinkedHashMap<>();
  private long nextId = 7_101;
  private long nextReview = 301;

  public synchronized ChatTemplate add(Account account, Instant at, JsonObject fields) {
    ChatTemplate template = new ChatTemplate(nextId++, account.id(), at, fields);
    of(account).put(template.id(), template);
    return template;
  }

  /** The review of every source that the account has: one. */
  public synchronized Review startReview(ChatTemplate template, long sourceId) {
    Review review = new Review(nextReview++, sourceId, "review", "");
    template.add(review);
    return review;
  }

  public synchronized List<ChatTemplate> all(Account account) {
    return new ArrayList<>(of(account).values());
  }

  public synchronized Optional<ChatTemplate> find(Account account, long id) {
    return Optional.ofNullable(of(account).get(id));
  }

  /** By id, external id or name, as a person would say it. */
  public Optional<ChatTemplate> named(Account account, String name) {
    return all(account).stream()
        .filter(
            template ->
                name.equals(Long.toString(template.id()))
                    || name.equals(template.externalId())
                    || name.equals(template.name()))
        .findFirst();
  }

  public synchronized boolean remove(Account account, long id) {
    return of(account).remove(id) != null;
  }

  public synchronized void clear() {
    templates.clear();
  }

  private Map<Long, ChatTemplate> of(Account account) {
    return templates.computeIfAbsent(account.amojoId(), id -> new LinkedHashMap<>());
  }
}
