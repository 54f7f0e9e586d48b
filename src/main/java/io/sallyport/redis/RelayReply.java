package io.sallyport.redis;

import io.sallyport.relay.DeadLetter;
import io.sallyport.relay.Letter;
import io.sallyport.relay.OrderKeys;
import io.sallyport.relay.Pause;
import io.sallyport.relay.TargetState;
import io.sallyport.relay.Tries;
import io.sallyport.relay.Turn;
import io.sallyport.relay.Turn.Lease;
import io.sallyport.relay.Waiting;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What relay-take.lua answers, and the entries of the relay's streams. */
record RelayReply(Response answer) {

  Instant now() {
    return time(text(1));
  }

  Turn turn() {
    Lease lease =
        switch (answer.get(0).toInteger()) {
          case 0 -> Lease.ANOTHERS;
          case 1 -> Lease.KEPT;
          default -> Lease.TAKEN;
        };
    List<Waiting> next = new ArrayList<>();
    answer.get(8).forEach(entry -> next.add(waiting(entry)));
    return new Turn(lease, next, text(7), state());
  }

  private TargetState state() {
    String oldest = text(3);
    String paused = text(5);
    return new TargetState(
        answer.get(2).toLong(),
        oldest.isEmpty() ? null : time(oldest),
        answer.get(4).toLong(),
        paused.isEmpty() ? null : new Pause(time(paused), text(6)));
  }

  private static Waiting waiting(Response entry) {
    Instant queuedAt = time(entry.get(3).toString());
    String tried = entry.get(4).toString();
    return new Waiting(
        entry.get(0).toString(),
        entry.get(1).toString(),
        OrderKeys.of(entry.get(2).toString()),
        queuedAt,
        tried.isEmpty() ? Tries.none() : tries(tried));
  }

  /** One of relay-dead.lua's. */
  static DeadLetter deadLetter(Response entry) {
    return new DeadLetter(
        entry.get(0).toString(), entry.get(1).toString(), tries(entry.get(2).toString()));
  }

  /** The letter of a range of one entry, with its bytes; null when it is not there. */
  static @Nullable Letter letter(@Nullable Response range) {
    if (range == null || range.size() == 0) {
      return null;
    }
    Response flat = range.get(0).get(1);
    Map<String, Response> fields = new HashMap<>();
    for (int i = 0; i < flat.size(); i += 2) {
      fields.put(flat.get(i).toString(), flat.get(i + 1));
    }
    return new Letter(
        Objects.requireNonNull(fields.get("id"), "id").toString(),
        Bytes.of(Objects.requireNonNull(fields.get("body"), "body")),
        optional(fields.get("signature")),
        optional(fields.get("type")),
        optional(fields.get("trace")));
  }

  private static @Nullable String optional(@Nullable Response field) {
    return field == null ? null : field.toString();
  }

  /** What was tried, as it is kept: count, first, last and next, ms or -, and the error. */
  static String text(Tries tries) {
    return String.join(
        " ",
        Integer.toString(tries.count()),
        millis(tries.first()),
        millis(tries.last()),
        millis(tries.next()),
        tries.lastError());
  }

  static Tries tries(String text) {
    String[] parts = text.split(" ", 5);
    return new Tries(
        Integer.parseInt(parts[0]),
        parts[1].equals("-") ? null : time(parts[1]),
        parts[2].equals("-") ? null : time(parts[2]),
        time(parts[3]),
        parts[4]);
  }

  private static String millis(@Nullable Instant at) {
    return at == null ? "-" : Long.toString(at.toEpochMilli());
  }

  private String text(int index) {
    return answer.get(index).toString();
  }

  private static Instant time(String millis) {
    return Instant.ofEpochMilli(Long.parseLong(millis));
  }
}
