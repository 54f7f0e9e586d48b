package io.sallyport.redis.queue;

import io.sallyport.contact.Contact;
import io.sallyport.instead.DeferredQueue.Added;
import io.sallyport.instead.DeferredSend;
import io.sallyport.instead.DeferredState;
import io.sallyport.instead.DeferredState.State;
import io.sallyport.instead.HeldFor;
import io.sallyport.instead.HoldReason;
import io.sallyport.instead.SendEnd;
import io.sallyport.message.BodyFormat;
import io.sallyport.message.OutboundMessage;
import io.sallyport.message.Reading;
import io.sallyport.redis.core.Bytes;
import io.sallyport.redis.core.Call;
import io.sallyport.redis.core.QueueKeys;
import io.sallyport.redis.core.TimeLimit;
import io.sallyport.rule.Endpoint;
import io.sallyport.rule.Reason;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The hash of a send that waits, or has waited: how its fields are written and read. */
final class SendRecord {

  /** To whom a body goes that cannot be read, and so is refused. */
  private static final Contact NOBODY = new Contact("-");

  private SendRecord() {}

  /** A field that the record has from now on. */
  static void put(Call call, String field, String value) {
    call.each().set("field", field).set("value", value);
  }

  /** What is needed to send it. */
  static void put(Call call, DeferredSend send) {
    JsonArray headers = new JsonArray();
    send.headers().forEach(header -> headers.add(header.getKey()).add(header.getValue()));
    put(call, "contact", send.contact().id());
    if (send.callbackData() != null) {
      put(call, "callback", send.callbackData());
    }
    put(call, "endpoint", send.endpoint().name());
    put(call, "target", send.target());
    put(call, "headers", headers.encode());
    put(call, "client", send.client());
    put(call, "key", send.key());
    put(call, "body", Bytes.text(send.body()));
    if (!Arrays.equals(send.asked(), send.body())) {
      put(call, "asked", Bytes.text(send.asked()));
    }
    put(call, "queued", Long.toString(send.since().toEpochMilli()));
    put(call, "until", Long.toString(send.giveUpAt().toEpochMilli()));
    if (!send.holds().isEmpty()) {
      put(call, "hold", String.join(",", send.holds().stream().map(HoldReason::toString).toList()));
    }
  }

  static void putHeld(Call call, HeldFor held) {
    put(call, "state", State.HELD.name());
    put(call, "reason", Reason.HELD.wire());
    put(call, "why", String.join(",", held.why()));
    put(call, "held", Long.toString(held.since().toEpochMilli()));
    put(call, "until", Long.toString(held.until().toEpochMilli()));
  }

  static void putEnd(Call call, SendEnd end) {
    put(call, "state", end.state().name());
    if (end.reason() != null) {
      put(call, "reason", end.reason().wire());
    }
    if (end.status() != null) {
      put(call, "status", end.status().toString());
    }
    if (end.answer() != null) {
      put(call, "answer", end.answer());
    }
  }

  /** What a script says of adding. */
  static Added added(String answer) {
    return switch (answer) {
      case "added" -> Added.ADDED;
      case "known" -> Added.KNOWN;
      default -> Added.ANOTHER;
    };
  }

  static Future<Map<String, String>> read(
      Redis redis, TimeLimit limit, String phoneNumberId, String id) {
    Request all = Request.cmd(Command.HGETALL).arg(QueueKeys.deferred(phoneNumberId, id));
    return limit.of(redis.send(all)).map(SendRecord::fields);
  }

  private static Map<String, String> fields(Response answer) {
    Map<String, String> fields = new HashMap<>();
    for (String field : answer.getKeys()) {
      fields.put(field, answer.get(field).toString(StandardCharsets.UTF_8));
    }
    return fields;
  }

  /** The send; null when its record is lost, or has ended. */
  static @Nullable DeferredSend send(String id, Map<String, String> fields) {
    String body = fields.get("body");
    if (body == null) {
      return null;
    }
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    JsonArray pairs = new JsonArray(field(fields, "headers"));
    for (int i = 0; i < pairs.size(); i += 2) {
      headers.add(Map.entry(pairs.getString(i), pairs.getString(i + 1)));
    }
    byte[] bytes = Bytes.of(body);
    String asked = fields.get("asked");
    return new DeferredSend(
        id,
        field(fields, "digest"),
        contact(fields, bytes, headers),
        fields.get("callback"),
        Endpoint.valueOf(field(fields, "endpoint")),
        field(fields, "target"),
        headers,
        field(fields, "client"),
        field(fields, "key"),
        bytes,
        asked == null ? bytes : Bytes.of(asked),
        time(fields, "queued"),
        time(fields, "until"),
        HoldReason.all(words(fields.get("hold"))),
        Integer.parseInt(field(fields, "tries")));
  }

  /** Records of before 2026-12 do not name the contact. */
  private static Contact contact(
      Map<String, String> fields, byte[] body, List<Map.Entry<String, String>> headers) {
    String named = fields.get("contact");
    if (named != null) {
      return new Contact(named);
    }
    Reading reading = OutboundMessage.read(body, BodyFormat.of(headers), null);
    return reading instanceof Reading.Understood understood
        ? understood.message().recipient()
        : NOBODY;
  }

  /** How far it has come. */
  static DeferredState state(String id, Map<String, String> fields, boolean claimed) {
    State state = State.valueOf(field(fields, "state"));
    String status = fields.get("status");
    boolean waits = state == State.QUEUED || state == State.PARKED || state == State.HELD;
    return new DeferredState(
        id,
        state == State.QUEUED && claimed ? State.SENDING : state,
        fields.get("client"),
        time(fields, "queued"),
        state == State.QUEUED ? time(fields, "at") : null,
        waits ? time(fields, "until") : null,
        fields.get("reason"),
        status == null ? null : Integer.valueOf(status),
        fields.get("answer"));
  }

  static HeldFor held(Map<String, String> fields) {
    return new HeldFor(words(fields.get("why")), time(fields, "held"), time(fields, "until"));
  }

  private static List<String> words(@Nullable String all) {
    return all == null || all.isEmpty() ? List.of() : List.of(all.split(","));
  }

  static String field(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalStateException("a waiting send has no " + name);
    }
    return value;
  }

  static Instant time(Map<String, String> fields, String name) {
    return Instant.ofEpochMilli(Long.parseLong(field(fields, name)));
  }
}
