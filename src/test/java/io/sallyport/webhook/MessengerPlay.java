package io.sallyport.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.twin.TwinAccount;
import io.sallyport.twin.messenger.accounts.Account;
import io.sallyport.twin.messenger.sends.Draft;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What people of an account do, and what is sent to them, at random. */
final class MessengerPlay {

  /** Of an account, with what they left behind that a business may answer. */
  static final class Person {
    final String id;
    private final List<String> comments = new ArrayList<>();
    private final List<String> posts = new ArrayList<>();
    private final List<String> tokens = new ArrayList<>();
    private final List<String> onces = new ArrayList<>();
    private final List<String> references = new ArrayList<>();

    /** The newest send that used something up. */
    private @Nullable Order using;

    Person(String id) {
      this.id = id;
    }
  }

  /**
   * A send.
   *
   * @param kind for the matrix
   */
  record Order(String kind, JsonObject body) {
    /** Whether it uses up a right or a token. */
    boolean uses() {
      return !body.getJsonObject("recipient").containsKey("id");
    }

    Draft draft() {
      return new Draft(
          body.getJsonObject("recipient"),
          body.getJsonObject("message"),
          body.getString("sender_action"),
          body.getString("messaging_type"),
          body.getString("tag"));
    }
  }

  private static final List<String> OPENING =
      List.of(
          "text",
          "image",
          "quick_reply",
          "reply",
          "story_reply",
          "story_mention",
          "sticker",
          "unsupported",
          "referral");

  private static final List<String> DEAD_TAGS =
      List.of("ACCOUNT_UPDATE", "POST_PURCHASE_UPDATE", "CONFIRMED_EVENT_UPDATE");

  private final Random random;
  private final TwinAccount account;
  private final boolean instagram;

  MessengerPlay(Random random, TwinAccount at, Account account) {
    this.random = random;
    this.account = at;
    this.instagram = account.network().isInstagram();
  }

  /** Something happens to the person, now or up to nine days ago. */
  CompletableFuture<?> happens(Person person) {
    return switch (random.nextInt(30)) {
      case 0, 1, 2 -> does(person, "reactions", late().put("action", "react"));
      case 3, 4 -> does(person, "reactions", late().put("action", "unreact"));
      case 5 -> does(person, "postbacks", late().put("standby", random.nextBoolean()));
      case 6 -> does(person, "referrals", late());
      case 7, 8 -> does(person, "echoes", late());
      case 9 -> does(person, "reads", late());
      case 10 -> instagram ? does(person, "reads", late()) : does(person, "deliveries", late());
      case 11 -> does(person, "edits", late().put("bare", random.nextBoolean()));
      case 12 -> does(person, "unsends", late());
      case 13 -> does(person, "optins", late());
      case 14, 15 -> remembers(person.comments, person, "comments", late());
      case 16 -> instagram ? comments(person) : remembers(person.posts, person, "posts", late());
      case 17, 18 -> subscribes(person);
      case 19 -> remembers(person.onces, person, "optins", ofType("one_time_notif_req"));
      case 20 -> appears(person);
      case 21 -> isHandedOver(person);
      case 22, 23 -> does(person, "handovers", new JsonObject());
      default -> writes(person);
    };
  }

  private CompletableFuture<?> isHandedOver(Person person) {
    String inbox = random.nextInt(3) == 0 ? "263902037430900" : null;
    return does(person, "handovers", JsonObject.of("to", inbox));
  }

  private CompletableFuture<?> writes(Person person) {
    String type = OPENING.get(random.nextInt(OPENING.size()));
    return does(
        person, "messages", late().put("type", type).put("standby", random.nextInt(6) == 0));
  }

  private CompletableFuture<?> comments(Person person) {
    return remembers(person.comments, person, "comments", late().put("flat", true));
  }

  /** Now: of what is said of one token the newest counts. */
  private CompletableFuture<?> subscribes(Person person) {
    JsonObject order = ofType("notification_messages").put("seconds", random.nextBoolean());
    order.put("valid", (3600 + random.nextInt(800_000)) + "s");
    if (person.tokens.isEmpty() || random.nextInt(3) == 0) {
      return remembers(person.tokens, person, "optins", order);
    }
    order.put("token", any(person.tokens));
    switch (random.nextInt(4)) {
      case 0 -> order.put("status", "STOP NOTIFICATIONS");
      case 1 -> order.put("status", "RESUME NOTIFICATIONS");
      default -> {}
    }
    return does(person, "optins", order);
  }

  /** A visitor of a web page, whom only the page's plugin knows. */
  private CompletableFuture<?> appears(Person person) {
    String reference = "visitor-" + UUID.randomUUID();
    person.references.add(reference);
    String act = random.nextBoolean() ? "optins" : "postbacks";
    return account.does(reference, act, JsonObject.of("user_ref", true));
  }

  private CompletableFuture<?> remembers(
      List<String> ids, Person person, String act, JsonObject order) {
    return does(person, act, order).thenAccept(told -> ids.add(told.getString("id")));
  }

  private CompletableFuture<JsonObject> does(Person person, String act, JsonObject order) {
    return account.does(person.id, act, order);
  }

  private JsonObject late() {
    boolean now = random.nextInt(3) == 0;
    return JsonObject.of("ago", (now ? 0 : random.nextInt(780_000)) + "s");
  }

  private static JsonObject ofType(String type) {
    return JsonObject.of("type", type);
  }

  /** What is sent to the person; now and then what was sent before. */
  Order order(Person person) {
    if (person.using != null && random.nextInt(8) == 0) {
      return person.using;
    }
    Order order = newOrder(person);
    person.using = order.uses() ? order : person.using;
    return order;
  }

  private Order newOrder(Person person) {
    return switch (random.nextInt(20)) {
      case 0, 1, 2 -> tagged("human agent", person, "HUMAN_AGENT");
      case 3 -> tagged("dead tag", person, DEAD_TAGS.get(random.nextInt(DEAD_TAGS.size())));
      case 4 -> feedback(person);
      case 5 -> tagged("feedback without its form", person, "CUSTOMER_FEEDBACK");
      case 6 -> utility(person);
      case 7 -> of("text that says utility", "id", person.id).type("UTILITY").order();
      case 8 -> action(person);
      case 9, 10 -> answer("private reply", "comment_id", person.comments);
      case 11 -> instagram ? text(person) : answer("answer to a post", "post_id", person.posts);
      case 12, 13 -> answer("token", "notification_messages_token", person.tokens);
      case 14 -> instagram ? text(person) : answer("once", "one_time_notif_token", person.onces);
      case 15 -> instagram ? text(person) : answer("reference", "user_ref", person.references);
      default -> text(person);
    };
  }

  /** The same as a form, whose values are JSON in one of the ways Meta's own samples write it. */
  String form(Order order) {
    int quotes = random.nextInt(3);
    List<String> fields = new ArrayList<>();
    order
        .body()
        .forEach(
            member -> {
              String value = String.valueOf(member.getValue());
              if (member.getValue() instanceof JsonObject && quotes > 0) {
                value = value.replace('"', '\'');
                value = quotes == 1 ? value : value.replaceAll("'(\\w+)':", "$1:");
              }
              fields.add(member.getKey() + "=" + URLEncoder.encode(value, UTF_8));
            });
    return String.join("&", fields);
  }

  private Order text(Person person) {
    Sent sent = of("text", "id", person.id);
    return switch (random.nextInt(3)) {
      case 0 -> sent.order();
      case 1 -> sent.type("UPDATE").order();
      default -> sent.type("RESPONSE").order();
    };
  }

  private Order tagged(String kind, Person person, String tag) {
    Order order = of(kind, "id", person.id).type("MESSAGE_TAG").order();
    order.body().put("tag", tag);
    return order;
  }

  private Order feedback(Person person) {
    Order order = tagged("feedback", person, "CUSTOMER_FEEDBACK");
    JsonObject form = JsonObject.of("template_type", "customer_feedback", "title", "How was it?");
    JsonObject attachment = JsonObject.of("type", "template", "payload", form);
    order.body().put("message", JsonObject.of("attachment", attachment));
    return order;
  }

  private Order utility(Person person) {
    Order order = of("utility", "id", person.id).type("UTILITY").order();
    JsonObject template =
        JsonObject.of("name", "order_update", "language", JsonObject.of("code", "en_US"));
    order.body().put("message", JsonObject.of("template", template));
    return order;
  }

  private Order action(Person person) {
    Order order = of("action", "id", person.id).order();
    order.body().remove("message");
    order.body().put("sender_action", random.nextBoolean() ? "typing_on" : "mark_seen");
    return order;
  }

  /** One that there is, or now and then one that nobody has heard of. */
  private Order answer(String kind, String key, List<String> ids) {
    return ids.isEmpty() || random.nextInt(30) == 0
        ? of(kind + " to nobody", key, "999" + Math.abs(random.nextInt())).order()
        : of(kind, key, any(ids)).order();
  }

  private record Sent(String kind, JsonObject body) {
    Sent type(String type) {
      return new Sent(kind, body.copy().put("messaging_type", type));
    }

    Order order() {
      return new Order(kind, body.copy());
    }
  }

  private static Sent of(String kind, String key, String value) {
    return new Sent(
        kind,
        JsonObject.of(
            "recipient", JsonObject.of(key, value), "message", JsonObject.of("text", "Hello")));
  }

  private String any(List<String> ids) {
    return ids.get(random.nextInt(ids.size()));
  }
}
