package io.sallyport.twin.messenger.acts;

import io.sallyport.twin.messenger.accounts.Account;
import io.sallyport.twin.messenger.hooks.MessengerWebhooks;
import io.sallyport.twin.messenger.threads.Threads;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Comments and visitors' posts: each may be answered once in private, and opens no window. */
final class Comments {
  private final Threads threads;
  private final MessengerWebhooks webhooks;

  Comments(Threads threads, MessengerWebhooks webhooks) {
    this.threads = threads;
    this.webhooks = webhooks;
  }

  void addTo(Map<String, Acts.Act> all) {
    all.put("comments", this::comment);
    all.put("posts", this::post);
  }

  /** {@code flat}: an entry without {@code changes}, as Instagram Login's page prints it. */
  private Acts.Told comment(Account account, String person, Instant at, JsonObject order) {
    Instant second = at.truncatedTo(ChronoUnit.SECONDS);
    String id = order.getString("id", newId(account));
    String text = order.getString("text", "How much is it?");
    threads.commented(account, id, person, second);
    Future<Integer> webhook =
        account.network().isInstagram()
            ? webhooks.change(
                account,
                person,
                second,
                "comments",
                onInstagram(id, person, text),
                order.getBoolean("flat", false))
            : webhooks.change(
                account,
                person,
                second,
                "feed",
                onPage(account, person, second, "comment", "add")
                    .put("comment_id", id)
                    .put("message", text),
                false);
    return new Acts.Told(id, webhook);
  }

  private static JsonObject onInstagram(String id, String person, String text) {
    return JsonObject.of(
        "id",
        id,
        "from",
        JsonObject.of("id", person, "username", "twin.customer"),
        "text",
        text,
        "media",
        JsonObject.of("id", "17900000000000001", "media_product_type", "FEED"));
  }

  private Acts.Told post(Account account, String person, Instant at, JsonObject order) {
    if (account.network().isInstagram()) {
      throw new IllegalArgumentException("Visitors post on Pages only");
    }
    Instant second = at.truncatedTo(ChronoUnit.SECONDS);
    String id = order.getString("id", newId(account));
    threads.commented(account, id, person, second);
    JsonObject value =
        onPage(account, person, second, "post", "add")
            .put("post_id", id)
            .put("message", order.getString("text", "Do you deliver?"));
    return new Acts.Told(id, webhooks.change(account, person, second, "feed", value, false));
  }

  private static JsonObject onPage(
      Account account, String person, Instant second, String item, String verb) {
    return JsonObject.of(
        "item",
        item,
        "verb",
        verb,
        "post_id",
        account.id() + "_1",
        "parent_id",
        account.id() + "_1",
        "from",
        JsonObject.of("id", person, "name", "Twin Customer"),
        "created_time",
        second.getEpochSecond());
  }

  private static String newId(Account account) {
    long random =
        ThreadLocalRandom.current().nextLong(1_000_000_000_000_000L, 9_000_000_000_000_000L);
    return account.network().isInstagram() ? "1" + random : account.id() + "_" + random;
  }
}
