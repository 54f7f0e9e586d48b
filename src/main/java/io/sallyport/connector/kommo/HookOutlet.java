package io.sallyport.connector.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.connector.kommo.Hook.Message;
import io.sallyport.connector.kommo.Hook.Reaction;
import io.sallyport.connector.kommo.Hook.Typing;
import io.sallyport.connector.kommo.KommoSend.Origin;
import io.sallyport.instead.DeferredQueue;
import io.sallyport.relay.Attempt;
import io.sallyport.relay.Letter;
import io.sallyport.relay.OrderKeys;
import io.sallyport.relay.Relay;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Makes sends of an account's hooks, each at most once: the Idempotency-Key is the hook's id. Ends
 * a hook only when Meta has the message, or when what Kommo is told of it is queued.
 */
@Singleton
final class HookOutlet {

  private static final Logger LOG = Logger.getLogger(HookOutlet.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Before what is sent by its key could be forgotten; a day. */
  private static final Duration TOO_OLD = Duration.ofHours(23);

  /** By then nobody writes any more. */
  private static final Duration TYPING = Duration.ofSeconds(10);

  /** Of a hook whose message waits among the deferred sends: the chat's next go on. */
  private static final String ASIDE = "~";

  private static final String DEFERRED = "deferred";

  /** A hook as it is stored, and whose it is. */
  private record Taken(Origin origin, JsonNode stored) {

    KommoAccount account() {
      return origin.account();
    }
  }

  private final KommoSend sends;
  private final Preparation preparation;
  private final Chats chats;
  private final DeferredQueue waiting;
  private final Provider<Relay> relay;

  /**
   * Sends what managers write.
   *
   * @param relay which it is part of: asked for only when something is to be queued
   */
  HookOutlet(
      KommoSend sends,
      Preparation preparation,
      Chats chats,
      DeferredQueue waiting,
      Provider<Relay> relay) {
    this.sends = sends;
    this.preparation = preparation;
    this.chats = chats;
    this.waiting = waiting;
    this.relay = relay;
  }

  /** Tries once; never fails. */
  Uni<Attempt> post(KommoAccount account, Letter letter) {
    return Uni.createFrom()
        .deferred(() -> UniHelper.toUni(handle(account, letter)))
        .onFailure()
        .invoke(failure -> LOG.warnf("hook not handled because=%s", failure.getClass().getName()))
        .onFailure()
        .recoverWithItem(failure -> Attempt.later(Ending.SOON, failure.getClass().getSimpleName()))
        .invoke(
            attempt -> {
              if (attempt.kind() != Attempt.Kind.LATER) {
                sends.ended(account, letter.id());
              }
            });
  }

  private Future<Attempt> handle(KommoAccount account, Letter letter) {
    JsonNode stored;
    try {
      stored = JSON.readTree(letter.body());
    } catch (IOException bug) {
      return Future.succeededFuture(Attempt.undeliverable("unreadable"));
    }
    Instant received = Instant.ofEpochMilli(stored.path("received").asLong());
    Duration age = Duration.between(received, sends.now());
    Taken taken = new Taken(new Origin(account, letter.id(), age), stored);
    Hook hook = Hook.read(stored.path("hook"));
    if (hook instanceof Message message) {
      return stored.has(DEFERRED) ? deferred(taken, message) : message(taken, message);
    } else if (hook instanceof Reaction reaction) {
      return reaction(taken, reaction);
    }
    return hook instanceof Typing typing
        ? typing(taken, typing)
        : Future.succeededFuture(Attempt.delivered());
  }

  private Future<Attempt> message(Taken taken, Message message) {
    if (taken.origin().age().compareTo(TOO_OLD) > 0) {
      return tell(taken, message, Ending.UNKNOWN, "It could not be sent for a day.");
    }
    return chats
        .recipient(taken.account(), message.chat())
        .compose(
            recipient -> {
              if (recipient.isEmpty()) {
                return tell(
                    taken, message, Ending.NOT_ON_WHATSAPP, "The contact has no phone number.");
              }
              String to = recipient.get();
              return chats
                  .begun(taken.account(), to, message.chat())
                  .compose(noted -> parts(taken, message, to))
                  .compose(
                      parts -> part(taken, message, parts, 0),
                      why -> unprepared(taken, message, why));
            });
  }

  /** What is sent of it; fails with {@link Unsendable}, or with anything else for a while. */
  private Future<List<ObjectNode>> parts(Taken taken, Message message, String recipient) {
    KommoAccount account = taken.account();
    return preparation
        .of(account, message, Chats.name(account, message.chat(), recipient))
        .compose(
            prepared ->
                chats
                    .wamid(account, message.quoted())
                    .compose(
                        quoted -> {
                          try {
                            return Future.succeededFuture(
                                CloudMessages.of(recipient, prepared, quoted));
                          } catch (Unsendable why) {
                            return Future.failedFuture(why);
                          }
                        }));
  }

  private Future<Attempt> unprepared(Taken taken, Message message, Throwable why) {
    if (why instanceof Unsendable unsendable) {
      return tell(taken, message, Ending.OTHER, unsendable.sentence());
    }
    LOG.warnf("message not prepared because=%s", why.getClass().getName());
    return sends.mayWait(taken.origin())
        ? later(taken, new Ending.Wait(Ending.SOON, true))
        : tell(taken, message, Ending.UNKNOWN, "It could not be made ready: try again later.");
  }

  private Future<Attempt> part(Taken taken, Message message, List<ObjectNode> parts, int index) {
    if (index == parts.size()) {
      return Future.succeededFuture(Attempt.delivered());
    }
    String key = message.id() + (index == 0 ? "" : "#" + (index + 1));
    CallbackData about = new CallbackData(message.id(), parts.size() == 1 ? 0 : index + 1);
    return sends
        .send(taken.origin(), key, parts.get(index))
        .compose(
            ending -> {
              if (ending instanceof Ending.Accepted accepted) {
                return chats
                    .sent(taken.account(), accepted.wamid(), about)
                    .compose(noted -> part(taken, message, parts, index + 1));
              } else if (ending instanceof Ending.Deferred deferred) {
                return aside(taken, message, deferred.id());
              } else if (ending instanceof Ending.Wait wait) {
                return later(taken, wait);
              }
              return tell(taken, message, about, (Ending.Failed) ending);
            });
  }

  private Future<Attempt> later(Taken taken, Ending.Wait wait) {
    sends.waits(taken.origin(), wait);
    return Future.succeededFuture(Attempt.later(wait.length(), "waits for its turn"));
  }

  /** The send goes out by itself; what became of it is looked up, apart from the chat's order. */
  private Future<Attempt> aside(Taken taken, Message message, String id) {
    ObjectNode stored = taken.stored().deepCopy();
    byte[] body = stored.put(DEFERRED, id).toString().getBytes(StandardCharsets.UTF_8);
    Letter other = new Letter(taken.origin().hook() + ASIDE, body, null, null, null);
    KommoAccount account = taken.account();
    return queue(account.hooks(), other, account.order(message.id())).map(Attempt.delivered());
  }

  private Future<Attempt> deferred(Taken taken, Message message) {
    KommoAccount account = taken.account();
    return waiting
        .find(account.number().phoneNumberId(), taken.stored().path(DEFERRED).asText())
        .compose(
            state -> {
              if (state == null) {
                return tell(taken, message, Ending.UNKNOWN, "It waited, and nobody knows its end.");
              }
              Ending ending = Ending.of(state, sends.now());
              if (ending instanceof Ending.Accepted accepted) {
                CallbackData about = new CallbackData(message.id(), 0);
                return chats.sent(account, accepted.wamid(), about).map(Attempt.delivered());
              }
              return ending instanceof Ending.Failed failed
                  ? tell(taken, message, failed.code(), failed.sentence())
                  : later(taken, (Ending.Wait) ending);
            });
  }

  private Future<Attempt> reaction(Taken taken, Reaction reaction) {
    KommoAccount account = taken.account();
    return Future.all(
            chats.recipient(account, reaction.chat()), chats.wamid(account, reaction.message()))
        .compose(
            found -> {
              Optional<String> recipient = found.resultAt(0);
              String wamid = found.resultAt(1);
              if (recipient.isEmpty()
                  || wamid == null
                  || taken.origin().age().compareTo(TOO_OLD) > 0) {
                return Future.succeededFuture(Attempt.delivered());
              }
              ObjectNode body = CloudMessages.reaction(recipient.get(), wamid, reaction.emoji());
              return sends
                  .send(taken.origin(), taken.origin().hook(), body)
                  .compose(
                      ending ->
                          ending instanceof Ending.Wait wait
                              ? later(taken, wait)
                              : Future.succeededFuture(Attempt.delivered()));
            });
  }

  private Future<Attempt> typing(Taken taken, Typing typing) {
    String chat = typing.chat().ours();
    if (chat == null || taken.origin().age().compareTo(TYPING) > 0) {
      return Future.succeededFuture(Attempt.delivered());
    }
    KommoAccount account = taken.account();
    return chats
        .last(account, chat)
        .compose(
            wamid ->
                wamid == null
                    ? Future.succeededFuture(Attempt.delivered())
                    : sends
                        .send(taken.origin(), null, CloudMessages.typing(wamid))
                        .map(Attempt.delivered()));
  }

  private Future<Attempt> tell(Taken taken, Message message, int code, String sentence) {
    CallbackData whole = new CallbackData(message.id(), 0);
    return tell(taken, message, whole, new Ending.Failed(code, sentence));
  }

  /** Queued in the order of what else is told of the contact and of the chat. */
  private Future<Attempt> tell(
      Taken taken, Message message, CallbackData about, Ending.Failed failed) {
    byte[] told =
        JSON.createObjectNode()
            .put("about", about.text())
            .put("code", failed.code())
            .put("sentence", failed.sentence())
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    KommoAccount account = taken.account();
    Letter letter = new Letter(KommoOutlet.TOLD + about.message(), told, null, null, null);
    OrderKeys order = account.order(message.chat().id(), Chats.contact(account, message.chat()));
    return queue(account.target(), letter, order).map(Attempt.delivered());
  }

  private Future<Void> queue(String target, Letter letter, OrderKeys order) {
    return UniHelper.toFuture(relay.get().queue(target, letter, order));
  }
}
