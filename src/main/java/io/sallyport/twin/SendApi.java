package io.sallyport.twin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * {@code POST /{pnid}/messages} and {@code /{pnid}/marketing_messages}: 200 means accepted, not
 * sent (platform-facts.md#answer-to-a-send).
 */
final class SendApi {
  private final World world;
  private final SendReader reader;
  private final Judge judge;
  private final StatusFollowUp followUp;

  SendApi(World world) {
    this.world = world;
    this.reader = new SendReader(world.shelf());
    this.judge = new Judge(world.options().marketingAllowance());
    this.followUp = new StatusFollowUp(world);
  }

  Reply answer(TwinNumber number, Call call) {
    Incoming incoming = reader.read(number, call);
    if (incoming instanceof Incoming.Message message) {
      return accept(message.send());
    }
    if (incoming instanceof Incoming.Refused refused) {
      return refused.error().reply();
    }
    return Reply.ok(JsonObject.of("success", true));
  }

  private Reply accept(Send send) {
    Person person = world.people().of(send.contact());
    Relationship relationship = person.with(send.number());
    Instant now = world.clock().now();
    if (world.accounts().refuse(send, relationship.windowOpen(now), now)) {
      return GraphError.accountLocked().reply();
    }
    Recipient recipient = Recipient.of(send.contact(), person.names());
    Fate fate = judge.fateOf(send, relationship, now);
    Accepted accepted = new Accepted(Wamid.next(), send, person, recipient, fate, now);
    world.outbox().add(accepted.view());
    followUp.follow(accepted);
    return Reply.ok(
        JsonObject.of(
            "messaging_product", "whatsapp",
            "contacts", JsonArray.of(recipient.answer(send.input())),
            "messages", JsonArray.of(message(accepted.wamid(), send))));
  }

  private static JsonObject message(String wamid, Send send) {
    JsonObject message = JsonObject.of("id", wamid);
    return send.template().isPresent() ? message.put("message_status", "accepted") : message;
  }
}
