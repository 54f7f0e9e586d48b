package io.sallyport.twin.kommo.manager;

import io.sallyport.twin.kommo.chats.Account;
import io.sallyport.twin.kommo.chats.Chat;
import io.sallyport.twin.kommo.chats.ChatMessage;
import io.sallyport.twin.kommo.chats.Chats;
import io.sallyport.twin.kommo.chats.Draft;
import io.sallyport.twin.kommo.chats.Files;
import io.sallyport.twin.kommo.chats.Scope;
import io.sallyport.twin.kommo.chats.Scopes;
import io.sallyport.twin.kommo.hooks.HookBodies;
import io.sallyport.twin.kommo.hooks.HookSender;
import io.sallyport.twin.kommo.templates.ChatTemplates;
import io.sallyport.twin.platform.TwinClock;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A manager of each account. Writing to a phone number without a chat is "write first".
 *
 * <p>Calls answer once the hook was answered, or its patience is over. They throw {@link
 * IllegalArgumentException} for what Kommo's card would not let a manager do.
 */
public final class Manager {
  private static final Duration TYPING = Duration.ofSeconds(5);
  private static final Pattern PHONE = Pattern.compile("\\+?[\\d ()-]{5,20}");

  private final TwinClock clock;
  private final Scopes scopes;
  private final Chats chats;
  private final HookSender hooks;
  private final Composer composer;
  private final Map<String, Instant> typed = new HashMap<>();

  public Manager(
      TwinClock clock,
      Scopes scopes,
      Chats chats,
      HookSender hooks,
      ChatTemplates templates,
      Files files,
      Supplier<String> origin) {
    this.clock = clock;
    this.scopes = scopes;
    this.chats = chats;
    this.hooks = hooks;
    this.composer = new Composer(files, templates, origin);
  }

  /**
   * The manager writes.
   *
   * @param who a chat by any name
   * @param order type, text, template with params, buttons, list_message, reply_to, file_name,
   *     size, mime, media (an address of one's own), group, extra (members of the inner message)
   */
  public Future<JsonObject> write(Account account, String who, JsonObject order) {
    Scope scope = connected(account);
    Chat chat = chats.named(scope.id(), who).orElseGet(() -> first(scope, who));
    JsonObject content = composer.compose(account, order);
    String quoted = order.getString("reply_to");
    ChatMessage replyTo = quoted == null ? null : message(scope, chat, quoted);
    ChatMessage message = chats.add(chat, draft(scope, chat, content, replyTo));
    return hooks
        .post(scope, HookBodies.message(scope, message, content, replyTo))
        .map(
            status -> {
              message.hook(status);
              return JsonObject.of("id", message.id(), "chat_id", chat.id(), "hook", status);
            });
  }

  private Scope connected(Account account) {
    return scopes
        .of(account)
        .orElseThrow(() -> new IllegalArgumentException("The account is not connected"));
  }

  private Chat first(Scope scope, String who) {
    if (!PHONE.matcher(who).matches()) {
      throw new IllegalArgumentException("No chat " + who);
    }
    return chats.writeFirst(scope.id(), who, scope.account().source());
  }

  /** By Kommo's or the channel's id. */
  private ChatMessage message(Scope scope, Chat chat, String id) {
    return chats
        .message(scope.id(), id)
        .or(() -> chats.byMsgid(scope.id(), id))
        .filter(message -> message.chat() == chat)
        .orElseThrow(() -> new IllegalArgumentException("No message " + id + " in the chat"));
  }

  private Draft draft(Scope scope, Chat chat, JsonObject content, @Nullable ChatMessage replyTo) {
    JsonObject shown = content.copy();
    shown
        .getMap()
        .values()
        .removeIf(value -> List.of("", 0).contains(Objects.requireNonNullElse(value, "")));
    Account account = scope.account();
    return new Draft(
        ChatMessage.Author.MANAGER,
        null,
        clock.now(),
        false,
        JsonObject.of("id", account.managerId(), "name", account.managerName()),
        chat.client().view(),
        shown,
        replyTo == null ? null : JsonObject.of("message", JsonObject.of("id", replyTo.id())));
  }

  /**
   * The manager reacts to a message, by default to the customer's last.
   *
   * @param emoji null takes the reaction back
   */
  public Future<JsonObject> react(
      Account account, String who, @Nullable String id, @Nullable String emoji) {
    Scope scope = connected(account);
    Chat chat = chat(scope, who);
    ChatMessage message = id == null ? lastOfClient(chat) : message(scope, chat, id);
    message.react(account.managerId(), emoji);
    return hooks
        .post(scope, HookBodies.reaction(scope, message, clock.now(), emoji))
        .map(status -> JsonObject.of("id", message.id(), "hook", status));
  }

  private Chat chat(Scope scope, String who) {
    return chats
        .named(scope.id(), who)
        .orElseThrow(() -> new IllegalArgumentException("No chat " + who));
  }

  private static ChatMessage lastOfClient(Chat chat) {
    List<ChatMessage> all = chat.messages().stream().filter(ChatMessage::isFromClient).toList();
    if (all.isEmpty()) {
      throw new IllegalArgumentException("The client has not written");
    }
    return all.get(all.size() - 1);
  }

  /** At most one hook in five seconds; {@code hook} is null for those left out. */
  public Future<JsonObject> type(Account account, String who) {
    Scope scope = connected(account);
    Chat chat = chat(scope, who);
    Instant now = clock.now();
    synchronized (typed) {
      Instant before = typed.get(chat.id());
      if (before != null && before.plus(TYPING).isAfter(now)) {
        return Future.succeededFuture(JsonObject.of("hook", null));
      }
      typed.put(chat.id(), now);
    }
    return hooks
        .post(scope, HookBodies.typing(scope, chat, now, now.plus(TYPING)))
        .map(status -> JsonObject.of("hook", status));
  }

  public void clear() {
    synchronized (typed) {
      typed.clear();
    }
  }
}
