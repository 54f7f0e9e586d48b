package io.sallyport.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.account.Accounts;
import io.sallyport.account.Accounts.Account;
import io.sallyport.channel.PageChannel;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Observation.RightHeard;
import io.sallyport.message.PageRecipients;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads entries of the objects {@code page} and {@code instagram} (platform-facts.md#page-events):
 * {@code messaging}, {@code standby}, {@code changes}, or one change that is the entry itself.
 */
final class PageEntries {

  /** What a visitor may write on a Page that is answered in private. */
  private static final Set<String> POSTS = Set.of("post", "status", "photo", "video", "share");

  private static final Set<String> COMMENTS = Set.of("comments", "live_comments");

  private final Accounts accounts;

  PageEntries(Accounts accounts) {
    this.accounts = accounts;
  }

  /** Whether a delivery's object is one of these. */
  static boolean isOne(String object) {
    return object.equals("page") || object.equals("instagram");
  }

  /** Adds what an entry says of an account that is configured. */
  void read(WebhookBuilder found, String object, JsonNode entry) {
    Optional<Account> account =
        accounts
            .find(entry.path("id").asText(""))
            .filter(one -> (one.channel() == PageChannel.MESSENGER) == object.equals("page"));
    if (account.isEmpty()) {
      return;
    }
    String id = account.get().id();
    found.addNumber(id);
    found.addObservations(entry.path("messaging"), item -> PageEvents.read(id, item));
    found.addObservations(entry.path("standby"), item -> PageEvents.read(id, item));
    JsonNode time = entry.path("time");
    found.addObservations(entry.path("changes"), change -> change(id, time, change));
    if (entry.hasNonNull("field")) {
      found.readOrSkip(() -> change(id, time, entry).forEach(found::addObservation));
    }
  }

  /** A comment, or a visitor's post, grants one reply in private. */
  private static List<Observation> change(String account, JsonNode time, JsonNode change) {
    String field = change.path("field").asText("");
    JsonNode value = change.path("value");
    JsonNode from = value.path("from");
    boolean isOwn =
        from.path("id").asText("").equals(account) || from.hasNonNull("self_ig_scoped_id");
    String id = COMMENTS.contains(field) ? comment(value) : field.equals("feed") ? post(value) : "";
    if (id.isEmpty() || isOwn) {
      return List.of();
    }
    Instant at =
        Millis.ofEither(value.hasNonNull("created_time") ? value.path("created_time") : time);
    return PageRecipients.reply(id)
        .<List<Observation>>map(right -> List.of(granted(account, right, at)))
        .orElseThrow(Unreadable::new);
  }

  private static RightHeard granted(String account, Contact right, Instant at) {
    return new RightHeard(account, Names.of(right), at, Observation.Right.REPLY, null, null);
  }

  private static String comment(JsonNode value) {
    return value.path(value.hasNonNull("id") ? "id" : "comment_id").asText("");
  }

  private static String post(JsonNode value) {
    String item = value.path("item").asText("");
    if (!value.path("verb").asText("").equals("add")) {
      return "";
    }
    return item.equals("comment")
        ? value.path("comment_id").asText("")
        : POSTS.contains(item) ? value.path("post_id").asText("") : "";
  }
}
