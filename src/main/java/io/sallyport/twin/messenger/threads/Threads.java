package io.sallyport.twin.messenger.threads;

import io.sallyport.twin.messenger.accounts.Account;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Meta knows of the people of every account. Ids of people are an account's own. */
public final class Threads {
  private final Map<String, Conversation> conversations = new LinkedHashMap<>();
  private final Map<String, ReplyRight> rights = new LinkedHashMap<>();
  private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
  private final Map<String, Boolean> references = new LinkedHashMap<>();

  /** Begins the conversation if it is the first time. */
  public synchronized Conversation with(Account account, String person) {
    return conversations.computeIfAbsent(key(account, person), key -> new Conversation());
  }

  public synchronized Optional<Conversation> find(Account account, String person) {
    return Optional.ofNullable(conversations.get(key(account, person)));
  }

  /** What was told of a comment first stays. */
  public synchronized void commented(Account account, String comment, String person, Instant at) {
    rights.computeIfAbsent(key(account, comment), key -> new ReplyRight(person, at));
  }

  public synchronized Optional<ReplyRight> right(Account account, String comment) {
    return Optional.ofNullable(rights.get(key(account, comment)));
  }

  /** The person opts in, for the first time or again. */
  public synchronized void subscribe(
      Account account, String token, String person, boolean once, Instant expires) {
    subscriptions
        .computeIfAbsent(key(account, token), key -> new Subscription(token, person, once, expires))
        .renew(expires);
  }

  public synchronized Optional<Subscription> subscription(Account account, String token) {
    return Optional.ofNullable(subscriptions.get(key(account, token)));
  }

  public synchronized List<Subscription> subscriptions(Account account) {
    List<Subscription> all = new ArrayList<>();
    subscriptions.forEach(
        (key, subscription) -> {
          if (key.startsWith(account.id() + " ")) {
            all.add(subscription);
          }
        });
    return all;
  }

  /** A plugin on a page knows somebody by a {@code user_ref}. */
  public synchronized void referred(Account account, String reference) {
    references.putIfAbsent(key(account, reference), true);
  }

  public synchronized boolean isReferred(Account account, String reference) {
    return references.getOrDefault(key(account, reference), false);
  }

  /** Somebody known by a {@code user_ref} gets one message. */
  public synchronized void useReference(Account account, String reference) {
    references.put(key(account, reference), false);
  }

  public synchronized void clear() {
    conversations.clear();
    rights.clear();
    subscriptions.clear();
    references.clear();
  }

  private static String key(Account account, String id) {
    return account.id() + " " + id;
  }
}
