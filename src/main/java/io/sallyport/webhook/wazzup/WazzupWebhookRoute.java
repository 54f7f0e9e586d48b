package io.sallyport.webhook.wazzup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sallyport.account.ChannelStates;
import io.sallyport.account.ChannelStates.ChannelState;
import io.sallyport.account.WazzupChannels;
import io.sallyport.account.WazzupChannels.Channel;
import io.sallyport.http.RouteOrder;
import io.sallyport.http.WholeBody;
import io.sallyport.ledger.GrayUpdates;
import io.sallyport.ledger.GrayUpdates.Addressee;
import io.sallyport.ledger.LedgerUpdates;
import io.sallyport.ledger.SharedClock;
import io.sallyport.link.Links;
import io.sallyport.meters.Meters;
import io.sallyport.relay.Letter;
import io.sallyport.relay.OrderKeys;
import io.sallyport.relay.Relay;
import io.sallyport.relay.Subjects;
import io.sallyport.tracing.Tracing;
import io.sallyport.webhook.wazzup.WazzupDelivery.Chat;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /webhooks/wazzup/{webhook-secret}}. Wazzup signs nothing, so the address is the
 * secret. A delivery is read, stored, queued for the relay, and then answered with 200; 503 if it
 * could not be kept.
 */
@Singleton
final class WazzupWebhookRoute {

  private static final Logger LOG = Logger.getLogger(WazzupWebhookRoute.class);

  private static final String SECRET = "secret";

  /** A QR code and some messages: far more than was ever seen. */
  private static final long MAX_BODY = 4L << 20;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final WazzupChannels channels;
  private final WazzupReader reader;
  private final GrayUpdates gray;
  private final LedgerUpdates updates;
  private final ChannelStates states;
  private final Links links;
  private final Relay relay;
  private final Meters meters;
  private final Tracing tracing;

  /** Channels of which something could not be stored. */
  private final Set<String> gaps = ConcurrentHashMap.newKeySet();

  WazzupWebhookRoute(
      WazzupChannels channels,
      SharedClock clock,
      GrayUpdates gray,
      LedgerUpdates updates,
      ChannelStates states,
      Links links,
      Relay relay,
      Meters meters,
      Tracing tracing) {
    this.channels = channels;
    this.reader = new WazzupReader(channels, clock);
    this.gray = gray;
    this.updates = updates;
    this.states = states;
    this.links = links;
    this.relay = relay;
    this.meters = meters;
    this.tracing = tracing;
  }

  void register(@Observes Router router) {
    router
        .post("/webhooks/wazzup/:" + SECRET)
        .order(RouteOrder.WEBHOOK)
        .handler(this::authenticate)
        .handler(new WholeBody(MAX_BODY))
        .handler(this::receive);
  }

  /** Before the body is read. */
  private void authenticate(RoutingContext context) {
    if (channels.isWebhookSecret(context.pathParam(SECRET))) {
      context.next();
    } else {
      answer(context.response(), 401, "bad_signature");
    }
  }

  private void receive(RoutingContext context) {
    HttpServerResponse response = context.response();
    Buffer buffer = context.body().buffer();
    byte[] body = buffer == null ? new byte[0] : buffer.getBytes();
    WazzupDelivery delivery;
    try {
      JsonNode json = JSON.readTree(body);
      delivery = reader.read(json);
    } catch (IOException notJson) {
      // 200, because a redelivery would have the same bytes.
      answer(response, 200, "unreadable");
      return;
    }
    if (delivery.isTest()) {
      answer(response, 200, "stored");
      return;
    }
    if (delivery.skipped() > 0) {
      LOG.warnf("wazzup webhook items skipped count=%d", delivery.skipped());
    }
    Letter letter =
        Letter.of(body, null, context.request().getHeader(HttpHeaders.CONTENT_TYPE))
            .traced(tracing.traceparent());
    UniHelper.toUni(store(delivery))
        .chain(named -> relay.queue(letter, named))
        .subscribe()
        .with(
            stored -> answer(response, 200, "stored"),
            failure -> {
              gaps.addAll(allChannels());
              LOG.warnf("wazzup webhook not stored because=%s", failure.getClass().getSimpleName());
              answer(response, 503, "not_stored");
            });
  }

  /** Stores it; then what it is about. */
  private Future<Subjects> store(WazzupDelivery delivery) {
    return gray.observe(delivery.news())
        .compose(stored -> keep(delivery.states()))
        .compose(kept -> cover(delivery.channels()))
        .compose(covered -> subjects(delivery));
  }

  private Future<Void> keep(Map<String, ChannelState> told) {
    Future<Void> done = Future.succeededFuture();
    for (Map.Entry<String, ChannelState> one : told.entrySet()) {
      String channel = one.getKey();
      if (states.told(channel, one.getValue())) {
        if (!one.getValue().isActive()) {
          // WARN: the channel sends nothing until somebody acts.
          LOG.warnf("channel is not active channel=%s state=%s", channel, one.getValue().plain());
        }
        done = done.compose(before -> StoredStates.keep(links, channel, one.getValue()));
      }
    }
    return done;
  }

  private Future<Void> cover(Set<String> named) {
    Future<Void> done = Future.succeededFuture();
    for (String channel : named) {
      boolean isGap = gaps.contains(channel);
      done =
          done.compose(before -> updates.cover(channel, isGap, null))
              .onSuccess(covered -> gaps.remove(channel));
    }
    return done;
  }

  /**
   * A status names only its message. One of a message that is not known goes to the targets of all
   * channels.
   */
  private Future<Subjects> subjects(WazzupDelivery delivery) {
    Set<String> about = new HashSet<>(delivery.channels());
    Set<Chat> chats = new HashSet<>(delivery.chats());
    Future<Boolean> unknown = Future.succeededFuture(delivery.hasMore());
    for (String messageId : delivery.statuses()) {
      unknown =
          unknown.compose(
              before ->
                  gray.addressee(messageId)
                      .map(
                          whose -> {
                            add(whose, about, chats);
                            return before || whose == null;
                          }));
    }
    return unknown.map(
        isUnknown -> {
          if (isUnknown || about.isEmpty()) {
            about.addAll(allChannels());
          }
          OrderKeys.Builder order = new OrderKeys.Builder();
          chats.forEach(chat -> order.add(chat.channelId(), chat.contact()));
          return new Subjects(about, Set.of(), order.build());
        });
  }

  private static void add(@Nullable Addressee whose, Set<String> about, Set<Chat> chats) {
    if (whose != null) {
      about.add(whose.channelId());
      chats.add(new Chat(whose.channelId(), whose.contact().id()));
    }
  }

  private List<String> allChannels() {
    return channels.all().stream().map(Channel::id).collect(Collectors.toList());
  }

  private void answer(HttpServerResponse response, int status, String outcome) {
    meters.webhook(outcome);
    if (!response.ended() && !response.closed()) {
      response.setStatusCode(status).end();
    }
  }
}
