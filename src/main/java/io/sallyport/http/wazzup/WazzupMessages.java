package io.sallyport.http.wazzup;

import io.sallyport.account.WazzupChannels;
import io.sallyport.account.WazzupChannels.Channel;
import io.sallyport.audit.DecisionRecord;
import io.sallyport.channel.Transport;
import io.sallyport.channel.Wazzup;
import io.sallyport.connector.wazzup.WazzupSends;
import io.sallyport.contact.Window;
import io.sallyport.http.Keyless;
import io.sallyport.http.access.Caller;
import io.sallyport.http.access.Permissions;
import io.sallyport.http.send.GraphAnswer;
import io.sallyport.instead.Preferences;
import io.sallyport.instead.SubmitSend;
import io.sallyport.ledger.SharedClock;
import io.sallyport.message.WazzupBody;
import io.sallyport.rule.Endpoint;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.sallyport.send.Decision;
import io.sallyport.send.Send;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** {@code POST /wazzup/v3/message}, its body read. */
@Singleton
final class WazzupMessages {

  private static final Logger LOG = Logger.getLogger(WazzupMessages.class);

  /** No window of a channel is that long: such a one has none. */
  private static final Duration ENDLESS = Duration.ofDays(365);

  private final Permissions permissions;
  private final WazzupChannels channels;
  private final WazzupSends sends;
  private final SubmitSend submit;
  private final SharedClock clock;

  WazzupMessages(
      Permissions permissions,
      WazzupChannels channels,
      WazzupSends sends,
      SubmitSend submit,
      SharedClock clock) {
    this.permissions = permissions;
    this.channels = channels;
    this.sends = sends;
    this.submit = submit;
    this.clock = clock;
  }

  /** Where a message goes. */
  private sealed interface Address {}

  /** To a chat of this channel, which the caller may use. */
  private record To(Channel channel, WazzupBody body) implements Address {}

  /** Nowhere: a refusal, and how it is written. */
  private record Fault(Refusal refusal, WazzupErrors errors) implements Address {}

  void decide(RoutingContext context, Caller caller, byte[] bytes) {
    HttpServerRequest request = context.request();
    Address address = address(caller, bytes);
    if (address instanceof Fault fault) {
      refuse(context, fault.refusal(), fault.errors());
      return;
    }
    To to = (To) address;
    WazzupErrors errors = errors(to.channel(), to.body());
    sends
        .of(to.channel().transport(), isGroup(to.body()))
        .submit()
        .handle(send(request, caller, to, bytes), Preferences.NONE)
        .onSuccess(decided -> answer(context, decided, errors))
        .onFailure(
            bug -> {
              LOG.errorf("deciding failed because=%s", bug.getClass().getName());
              refuse(context, Refusal.undecided(), errors);
            });
  }

  private static boolean isGroup(WazzupBody body) {
    String chatId = body.chatId();
    return chatId != null && Transport.isGroup(body.chatType(), chatId);
  }

  private static WazzupErrors errors(Channel channel, WazzupBody body) {
    JsonObject data = JsonObject.of("channelId", channel.id());
    if (body.crmMessageId() != null) {
      data.put("crmMessageId", body.crmMessageId());
    }
    return new WazzupErrors(channel.transport(), null, data);
  }

  private Address address(Caller caller, byte[] bytes) {
    WazzupBody.Read read = WazzupBody.read(bytes);
    WazzupBody body = read.body();
    if (body == null) {
      WazzupBody.Malformed bad = read.malformed();
      return invalid(bad == null ? "" : bad.field(), bad == null ? "" : bad.why());
    }
    JsonObject data = JsonObject.of("channelId", body.channelId());
    Refusal refusal = permissions.refusalOfChannel(caller, body.channelId());
    Optional<Channel> channel = channels.find(body.channelId());
    if (refusal != null || channel.isEmpty()) {
      Refusal told = refusal == null ? Refusal.undecided() : refusal;
      return new Fault(told, new WazzupErrors(null, null, data));
    }
    Fault misfit = misfit(channel.get(), body);
    return misfit == null ? new To(channel.get(), body) : misfit;
  }

  private static @Nullable Fault misfit(Channel channel, WazzupBody body) {
    Transport transport = channel.transport();
    if (!transport.has(body.chatType())) {
      Refusal refusal =
          Refusal.of(
              Reason.INVALID_BODY,
              "A message to such a chat cannot be sent from a "
                  + transport.wire()
                  + " channel: `chatType` does not fit.");
      JsonObject data =
          JsonObject.of(
              "channelId",
              channel.id(),
              "transport",
              transport.wire(),
              "chatType",
              body.chatType());
      return new Fault(refusal, new WazzupErrors(transport, "WRONG_TRANSPORT", data));
    }
    return Wazzup.contact(transport, body).isEmpty()
        ? invalid(
            "chatId",
            "`chatId` alone names the chat: of WhatsApp a number's digits without +, of Instagram"
                + " the user name without @.")
        : null;
  }

  private static Fault invalid(String field, String why) {
    JsonArray fields = field.isEmpty() ? new JsonArray() : JsonArray.of(field);
    return new Fault(
        Refusal.of(Reason.INVALID_BODY, why),
        new WazzupErrors(null, "INVALID_MESSAGE_DATA", JsonObject.of("fields", fields)));
  }

  private static Send send(HttpServerRequest request, Caller caller, To to, byte[] bytes) {
    boolean isKnown = caller instanceof Caller.Known;
    String uri = isKnown ? Keyless.target(request.uri()) : request.uri();
    return new Send(
        to.channel().number(),
        Endpoint.WAZZUP_MESSAGE,
        uri.substring(WazzupPath.PREFIX.length()),
        isKnown ? Keyless.headers(request.headers()) : request.headers(),
        caller.name(request.headers(), bytes),
        to.body().crmMessageId(),
        bytes);
  }

  void refuse(RoutingContext context, Refusal refusal, WazzupErrors errors) {
    answer(context, submit.refused(null, "", refusal), errors);
  }

  private void answer(RoutingContext context, DecisionRecord decided, WazzupErrors errors) {
    if (!context.response().ended() && !context.response().closed()) {
      new GraphAnswer(shown(decided), clock, errors).writeTo(context.response());
    }
  }

  /** A channel without a window shows none. */
  private DecisionRecord shown(DecisionRecord record) {
    Decision decision = record.decision();
    Window window = decision.window();
    if (window == null
        || window.expiresAt() == null
        || window.expiresAt().isBefore(clock.now().plus(ENDLESS))) {
      return record;
    }
    return record.with(decision.inWindow(null));
  }
}
