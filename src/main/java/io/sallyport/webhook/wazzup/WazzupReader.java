package io.sallyport.webhook.wazzup;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.account.ChannelStates.ChannelState;
import io.sallyport.account.WazzupChannels;
import io.sallyport.account.WazzupChannels.Channel;
import io.sallyport.contact.Contact;
import io.sallyport.ledger.GrayNews;
import io.sallyport.ledger.SharedClock;
import io.sallyport.message.WazzupBody;
import io.sallyport.message.WazzupReply;
import io.sallyport.rule.ProviderWindow;
import io.sallyport.webhook.wazzup.WazzupDelivery.Chat;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads Wazzup's deliveries item by item (wazzup.md#webhooks); one that cannot be read never drops
 * the others.
 */
final class WazzupReader {

  private static final Set<String> READ = Set.of("messages", "statuses", "channelsUpdates");
  private static final String DAY_EXCEEDED = WazzupReply.plain("24_HOURS_EXCEEDED");
  private static final String WEEK_EXCEEDED = WazzupReply.plain("7_DAYS_EXCEEDED");

  private final WazzupChannels channels;
  private final SharedClock clock;

  WazzupReader(WazzupChannels channels, SharedClock clock) {
    this.channels = channels;
    this.clock = clock;
  }

  WazzupDelivery read(JsonNode delivery) {
    return new Reading().read(delivery);
  }

  /** Of one delivery. */
  private final class Reading {

    private final List<GrayNews> news = new ArrayList<>();
    private final List<String> statuses = new ArrayList<>();
    private final Map<String, ChannelState> states = new HashMap<>();
    private final Set<String> named = new HashSet<>();
    private final Set<Chat> chats = new HashSet<>();
    private int skipped;

    WazzupDelivery read(JsonNode delivery) {
      delivery.path("messages").forEach(this::message);
      delivery.path("statuses").forEach(this::status);
      delivery.path("channelsUpdates").forEach(this::state);
      boolean hasMore = false;
      for (Iterator<String> names = delivery.fieldNames(); names.hasNext(); ) {
        hasMore |= !READ.contains(names.next());
      }
      boolean isTest = delivery.path("test").asBoolean(false) && delivery.size() == 1;
      return new WazzupDelivery(isTest, news, statuses, states, named, chats, hasMore, skipped);
    }

    private void message(JsonNode item) {
      String channelId = item.path("channelId").asText("");
      Optional<Channel> channel = channels.find(channelId);
      if (channel.isEmpty()) {
        skipped++;
        return;
      }
      named.add(channelId);
      String chatType = item.path("chatType").asText("");
      String chatId = item.path("chatId").asText("");
      Optional<Contact> contact =
          chatId.isEmpty() ? Optional.empty() : channel.get().transport().contact(chatType, chatId);
      if (contact.isEmpty()) {
        skipped++;
        return;
      }
      chats.add(new Chat(channelId, contact.get().id()));
      message(channel.get(), contact.get(), item);
    }

    private void message(Channel channel, Contact contact, JsonNode item) {
      String messageId = item.path("messageId").asText("");
      Instant at = time(item.path("dateTime"));
      boolean isInbound = item.path("status").asText("").equals("inbound");
      boolean isChange = is(item, "isEdited") || is(item, "isDeleted");
      if (is(item, "isEcho") || !isInbound) {
        if (!messageId.isEmpty()) {
          echo(channel, contact, item, messageId, at);
        }
        return;
      }
      news.add(
          new GrayNews.Inbound(
              channel.id(), contact, at, messageId.isEmpty() ? null : messageId, isChange));
    }

    /** What the business wrote: on the phone, in Wazzup, or by a send of ours. */
    private void echo(
        Channel channel, Contact contact, JsonNode item, String messageId, Instant at) {
      failure(messageId, item, at);
      boolean isChange = is(item, "isEdited") || is(item, "isDeleted");
      if (is(item, "isEcho") && !is(item, "sentFromApp") && !isChange) {
        String answer =
            JsonObject.of("messageId", messageId, "chatId", item.path("chatId").asText()).encode();
        String content = content(item);
        news.add(new GrayNews.Echo(channel.id(), contact, at, messageId, content, answer));
      }
    }

    private static String content(JsonNode item) {
      if (item.path("type").asText("").equals("wapi_template")) {
        return WazzupBody.TEMPLATE_CONTENT;
      }
      return WazzupBody.content(item.path("text").isTextual() ? item.path("text").asText() : null);
    }

    private void status(JsonNode item) {
      String messageId = item.path("messageId").asText("");
      if (messageId.isEmpty()) {
        skipped++;
        return;
      }
      statuses.add(messageId);
      failure(messageId, item, time(item.path("timestamp")));
    }

    private void failure(String messageId, JsonNode item, Instant at) {
      if (item.path("status").asText("").equalsIgnoreCase("error")) {
        news.add(new GrayNews.Failed(messageId, at, window(item.path("error"))));
      }
    }

    /** The code is in an object, or alone. */
    private static @Nullable Duration window(JsonNode error) {
      String code = error.isTextual() ? error.asText() : error.path("error").asText("");
      String plain = WazzupReply.plain(code);
      if (plain.equals(DAY_EXCEEDED)) {
        return ProviderWindow.OF_WHATSAPP;
      }
      return plain.equals(WEEK_EXCEEDED) ? ProviderWindow.OF_INSTAGRAM : null;
    }

    private void state(JsonNode item) {
      String channelId = item.path("channelId").asText("");
      String word = item.path("state").asText("");
      if (channels.find(channelId).isEmpty() || word.isEmpty() || word.length() > 64) {
        skipped++;
        return;
      }
      named.add(channelId);
      states.merge(
          channelId,
          new ChannelState(word, time(item.path("timestamp"))),
          (one, other) -> other.at().isBefore(one.at()) ? one : other);
    }

    private static boolean is(JsonNode item, String name) {
      return item.path(name).asBoolean(false);
    }

    /** ISO 8601, or milliseconds; what says nothing happened now. */
    private Instant time(JsonNode value) {
      if (value.isIntegralNumber() && value.canConvertToLong()) {
        return millis(value.asLong());
      }
      try {
        Instant at = OffsetDateTime.parse(value.asText("")).toInstant();
        return millis(at.toEpochMilli());
      } catch (DateTimeException | ArithmeticException noTime) {
        return clock.now();
      }
    }

    /** Of this century: others are no times. */
    private Instant millis(long at) {
      return at > 946_684_800_000L && at < 4_102_444_800_000L
          ? Instant.ofEpochMilli(at)
          : clock.now();
    }
  }
}
