package io.sallyport.twin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * {@code POST /{pnid}/messages} and {@code /{pnid}/marketing_messages}: 200 means accepted, not
 * sent (PF §1.5).
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
    String wamid = Wamid.next();
    Relationship relationship = world.relationships().of(send.number(), send.contact());
    Fate fate = judge.fateOf(send, relationship, world.clock().now());
    world.outbox().add(record(wamid, send));
    followUp.follow(wamid, send, fate);
    return Reply.ok(
        JsonObject.of(
            "messaging_product", "whatsapp",
            "contacts", JsonArray.of(contact(send)),
            "messages", JsonArray.of(message(wamid, send))));
  }

  private static SentMessage record(String wamid, Send send) {
    String template = send.template().map(TwinTemplate::name).orElse(null);
    String pnid = send.number().pnid();
    return new SentMessage(
        wamid, pnid, send.contact().value(), send.type(), template, "accepted", null, null);
  }

  private JsonObject contact(Send send) {
    JsonObject contact = JsonObject.of("input", send.input());
    if (!send.contact().isBsuid()) {
      contact.put("wa_id", send.contact().value());
    }
    world.relationships().userIdOf(send.contact()).ifPresent(id -> contact.put("user_id", id));
    return contact;
  }

  private static JsonObject message(String wamid, Send send) {
    JsonObject message = JsonObject.of("id", wamid);
    return send.template().isPresent() ? message.put("message_status", "accepted") : message;
  }
}
