package io.sallyport.twin.wazzup;

import io.sallyport.twin.platform.TwinClock;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code POST /v3/message}: read strictly, taken, and its fate told later. */
final class WazzupMessages {
  /** How long a crmMessageId is known. */
  private static final Duration REPEATED = Duration.ofSeconds(60);

  private static final Duration LATER = Duration.ofMillis(20);
  private static final Pattern UUIDS =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern DIGITS = Pattern.compile("\\d{5,20}");
  private static final Set<String> MEMBERS =
      Set.of(
          "channelId",
          "chatType",
          "chatId",
          "text",
          "contentUri",
          "crmMessageId",
          "crmUserId",
          "refMessageId",
          "clearUnanswered",
          "templateId",
          "templateValues",
          "buttonsObject",
          "username",
          "phone");
  private static final Map<String, Set<String>> CHATS =
      Map.of(
          "whatsapp", Set.of("whatsapp", "whatsgroup"),
          "wapi", Set.of("whatsapp"),
          "instagram", Set.of("instagram"),
          "tgapi", Set.of("telegram", "telegroup"),
          "telegram", Set.of("telegram", "telegroup"),
          "max", Set.of("max", "maxgroup"),
          "maxbot", Set.of("max", "maxgroup"),
          "vk", Set.of("vk"),
          "avito", Set.of("avito"),
          "viber", Set.of("viber"));

  private final TwinClock clock;
  private final WazzupStates channels;
  private final WazzupChats chats;
  private final WazzupHooks hooks;
  private final Map<String, Instant> crmIds = new HashMap<>();
  private final Map<String, WazzupMessage> messages = new LinkedHashMap<>();

  WazzupMessages(TwinClock clock, WazzupStates channels, WazzupChats chats, WazzupHooks hooks) {
    this.clock = clock;
    this.channels = channels;
    this.chats = chats;
    this.hooks = hooks;
  }

  /** Takes a message, or throws {@link WazzupError}. */
  synchronized WazzupMessage take(JsonObject body) {
    check(body);
    repeated(body.getString("crmMessageId"));
    WazzupMessage message =
        new WazzupMessage(UUID.randomUUID().toString(), body.copy(), clock.now());
    messages.put(message.id(), message);
    clock.at(clock.now().plus(LATER), () -> fate(message));
    return message;
  }

  private void check(JsonObject body) {
    for (String name : body.fieldNames()) {
      if (!MEMBERS.contains(name)) {
        throw WazzupError.invalid(name);
      }
    }
    String channelId = text(body, "channelId");
    if (!UUIDS.matcher(channelId).matches()) {
      throw WazzupError.invalid("channelId");
    }
    String chatType = text(body, "chatType");
    String transport = channels.transport(channelId);
    if (transport == null) {
      throw new WazzupError(400, "CHANNEL_NOT_FOUND", "Channel not found", JsonObject.of());
    }
    if (!channels.isActive(channelId)) {
      throw new WazzupError(400, "CHANNEL_BLOCKED", "Channel is not active", JsonObject.of());
    }
    if (!CHATS.getOrDefault(transport, Set.of()).contains(chatType)) {
      throw new WazzupError(
          400,
          "WRONG_TRANSPORT",
          "You can't send message to " + chatType + " chat from " + transport + " transport",
          JsonObject.of("channelId", channelId, "transport", transport, "chatType", chatType));
    }
    checkChat(body, chatType);
    checkContent(body);
  }

  private static void checkChat(JsonObject body, String chatType) {
    boolean isTelegram = chatType.equals("telegram");
    if (isTelegram && (body.containsKey("username") || body.containsKey("phone"))) {
      return;
    }
    String chatId = text(body, "chatId");
    if (chatType.equals("whatsapp") && !DIGITS.matcher(chatId).matches()) {
      throw WazzupError.invalid("chatId");
    }
  }

  private static void checkContent(JsonObject body) {
    boolean isTemplate = body.getString("templateId") != null;
    boolean hasText = body.getString("text") != null;
    boolean hasFile = body.getString("contentUri") != null;
    if (hasText && hasFile) {
      throw new WazzupError(
          400, "MESSAGE_ONLY_TEXT_OR_CONTENT", "Text or contentUri", JsonObject.of());
    }
    if (!hasText && !hasFile && !isTemplate) {
      throw new WazzupError(400, "MESSAGE_NOTHING_TO_SEND", "Nothing to send", JsonObject.of());
    }
  }

  private static String text(JsonObject body, String name) {
    if (!(body.getValue(name) instanceof String text) || text.isBlank()) {
      throw WazzupError.invalid(name);
    }
    return text;
  }

  private void repeated(@Nullable String crmMessageId) {
    if (crmMessageId == null) {
      return;
    }
    Instant now = clock.now();
    Instant before = crmIds.get(crmMessageId);
    if (before != null && now.isBefore(before.plus(REPEATED))) {
      throw new WazzupError(
          400,
          "REPEATED_CRM_MESSAGE_ID",
          "You have already sent message with same crmMessageId",
          JsonObject.of("crmMessageId", crmMessageId));
    }
    crmIds.put(crmMessageId, now);
  }

  /** Sent and delivered; or refused, when it is too late to know. */
  private void fate(WazzupMessage message) {
    String transport = String.valueOf(channels.transport(message.channelId()));
    String failure = chats.failure(message, transport, clock.now());
    if (failure != null) {
      become(message, "error", failure);
      return;
    }
    hooks.echo(message);
    become(message, "sent", null);
    become(message, "delivered", null);
  }

  void become(WazzupMessage message, String status, @Nullable String error) {
    message.became(status, error);
    hooks.status(message.id(), status, error);
  }

  synchronized Optional<WazzupMessage> find(String id) {
    return Optional.ofNullable(messages.get(id));
  }

  synchronized List<WazzupMessage> all() {
    return new ArrayList<>(messages.values());
  }

  synchronized void clear() {
    messages.clear();
    crmIds.clear();
  }
}
