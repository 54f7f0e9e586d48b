package io.sallyport.redis.queue;

import io.sallyport.redis.core.Answer;
import io.sallyport.redis.core.Bytes;
import io.sallyport.redis.core.Script;
import io.sallyport.relay.Claim;
import io.sallyport.relay.Claim.Lease;
import io.sallyport.relay.DeadLetter;
import io.sallyport.relay.Letter;
import io.sallyport.relay.OrderKeys;
import io.sallyport.relay.Pause;
import io.sallyport.relay.QueuedLetter;
import io.sallyport.relay.TargetState;
import io.sallyport.relay.Tries;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What relay-take.lua answers, and the entries of the relay's streams. */
record RelayReply(Answer answer) {

  private static final String NEVER = "-";

  static RelayReply of(Response response) {
    return new RelayReply(Script.RELAY_TAKE.answer(response));
  }

  Instant now() {
    return answer.millis("now");
  }

  Claim claim() {
    Lease lease =
        switch (answer.text("lease")) {
          case "anothers" -> Lease.HELD_ELSEWHERE;
          case "kept" -> Lease.RENEWED;
          default -> Lease.ACQUIRED;
        };
    List<QueuedLetter> letters = new ArrayList<>();
    answer
        .get("entries")
        .forEach(
            entry -> letters.add(queuedLetter(Script.RELAY_TAKE.answer("answer_entry", entry))));
    return new Claim(lease, letters, answer.text("from"), state());
  }

  private TargetState state() {
    boolean paused = !answer.text("paused").isEmpty();
    return new TargetState(
        answer.number("waiting"),
        answer.text("oldest").isEmpty() ? null : answer.millis("oldest"),
        answer.number("dead"),
        paused ? new Pause(answer.millis("paused"), answer.text("why")) : null);
  }

  private static QueuedLetter queuedLetter(Answer entry) {
    String tried = entry.text("tried");
    return new QueuedLetter(
        entry.text("place"),
        entry.text("id"),
        OrderKeys.of(entry.text("order")),
        entry.millis("at"),
        tried.isEmpty() ? Tries.none() : tries(tried));
  }

  /** One of relay-dead.lua's. */
  static DeadLetter deadLetter(Response response) {
    Answer letter = Script.RELAY_DEAD.answer(response);
    return new DeadLetter(letter.text("place"), letter.text("id"), tries(letter.text("tried")));
  }

  /** What relay-awake.lua lists: a target and its time, ms, one after the other. */
  static Map<String, Long> awake(Response list) {
    Map<String, Long> awake = new HashMap<>();
    for (int i = 0; i + 1 < list.size(); i += 2) {
      awake.put(list.get(i).toString(), Long.parseLong(list.get(i + 1).toString()));
    }
    return awake;
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
    String count = parts[0];
    String first = parts[1];
    String last = parts[2];
    String next = parts[3];
    String lastError = parts[4];
    return new Tries(
        Integer.parseInt(count),
        first.equals(NEVER) ? null : time(first),
        last.equals(NEVER) ? null : time(last),
        time(next),
        lastError);
  }

  private static String millis(@Nullable Instant at) {
    return at == null ? NEVER : Long.toString(at.toEpochMilli());
  }

  private static Instant time(String millis) {
    return Instant.ofEpochMilli(Long.parseLong(millis));
  }
}
