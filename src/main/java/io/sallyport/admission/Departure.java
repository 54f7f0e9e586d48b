package io.sallyport.admission;

import io.sallyport.admission.Ending.Outcome;
import io.sallyport.admission.IdempotencyStore.KeptAnswer;
import io.sallyport.policy.BusinessNumber;
import io.sallyport.policy.Refusal;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets an admitted send out once, and settles what it holds by how that ended. */
final class Departure {

  /**
   * An admitted send.
   *
   * @param reservation what it holds at the ledger
   * @param reaches whether it holds a place in its portfolio's messaging limit
   * @param key its Idempotency-Key, taken
   */
  record Admitted(
      Send send, Reservation reservation, boolean reaches, @Nullable IdempotencyKey key) {

    BusinessNumber number() {
      return send.number();
    }
  }

  private final Upstream upstream;
  private final Circuits circuits;
  private final Ledger ledger;
  private final IdempotencyStore keys;
  private final Reach reach;

  Departure(
      Upstream upstream, Circuits circuits, Ledger ledger, IdempotencyStore keys, Reach reach) {
    this.upstream = upstream;
    this.circuits = circuits;
    this.ledger = ledger;
    this.keys = keys;
    this.reach = reach;
  }

  /** Hands on what nothing is held for. Never fails. */
  Uni<Ending> send(Send send) {
    AccessToken token = token(send);
    Refusal refusal = held(send, token);
    return refusal == null
        ? forward(send, token).map(outcome -> outcome)
        : Uni.createFrom().item(new Ending.Refused(refusal));
  }

  /** Lets the send out. The caller waits for Meta and for the key, but for nothing else. */
  Uni<Ending> send(Admitted admitted) {
    AccessToken token = token(admitted.send());
    Refusal refusal = held(admitted.send(), token);
    if (refusal != null) {
      return cancel(admitted)
          .onFailure()
          .recoverWithNull()
          .replaceWith(new Ending.Refused(refusal));
    }
    IdempotencyKey key = admitted.key();
    if (key == null) {
      return forward(admitted.send(), token)
          .invoke(outcome -> settle(admitted, outcome))
          .map(outcome -> outcome);
    }
    Send marked = key.callbackData() == null ? admitted.send().marked(key.mark()) : admitted.send();
    return forward(marked, token)
        .call(outcome -> settleKey(admitted, key, outcome).onFailure().recoverWithNull())
        .invoke(outcome -> settle(admitted, outcome))
        .map(outcome -> outcome);
  }

  /** Why no send of the number, or of this token, is let out for now. */
  private @Nullable Refusal held(Send send, AccessToken token) {
    OpenCircuit open = circuits.refuses(send.number().phoneNumberId(), token);
    return open == null ? null : open.refusal();
  }

  /**
   * This refusal, or one by a circuit that comes before it in the order of the rules
   * (README.md#what-a-send-answers).
   */
  Refusal first(Send send, Refusal refusal) {
    return circuits.holding(send.number().phoneNumberId(), token(send)).stream()
        .map(OpenCircuit::refusal)
        .filter(held -> held.reason().compareTo(refusal.reason()) < 0)
        .findFirst()
        .orElse(refusal);
  }

  private AccessToken token(Send send) {
    return upstream.token(send.number().phoneNumberId(), send.credential());
  }

  private Uni<Outcome> forward(Send send, AccessToken token) {
    return upstream
        .send(send)
        .onFailure()
        .recoverWithItem(Outcome.Unknown::new)
        .invoke(outcome -> circuits.ended(send.number().phoneNumberId(), token, outcome));
  }

  /** The send does not leave after all: gives back everything, and then goes on. */
  Uni<Void> cancel(Admitted admitted) {
    List<Uni<Void>> all = new ArrayList<>();
    all.add(ledger.release(admitted.reservation()));
    if (admitted.reaches()) {
      all.add(reach.giveBack(admitted.number().portfolio(), admitted.reservation().id()));
    }
    if (admitted.key() != null) {
      all.add(keys.free(admitted.number().phoneNumberId(), admitted.key()));
    }
    return Uni.join().all(all).andCollectFailures().replaceWithVoid();
  }

  /** What cannot be settled stays held. */
  private void settle(Admitted admitted, Outcome outcome) {
    Reservation reservation = admitted.reservation();
    if (outcome instanceof Outcome.NotSent) {
      giveBack(admitted, reservation);
    } else if (outcome instanceof Outcome.Answered answered) {
      String wamid = answered.answer().wamid();
      if (answered.isAccepted() && wamid != null) {
        accepted(admitted, new Acceptance(wamid, answered.answer().recipient()));
      } else if (answered.isRejected()) {
        giveBack(admitted, answered.isRateLimited() ? reservation.withoutTokens() : reservation);
      }
    }
  }

  private void accepted(Admitted admitted, Acceptance acceptance) {
    Reservation reservation = admitted.reservation();
    quietly(() -> ledger.commit(reservation, acceptance));
    if (admitted.reaches()) {
      String portfolio = admitted.number().portfolio();
      quietly(() -> reach.keep(portfolio, reservation.id(), acceptance.wamid()));
    }
  }

  private void giveBack(Admitted admitted, Reservation reservation) {
    quietly(() -> ledger.release(reservation));
    if (admitted.reaches()) {
      quietly(() -> reach.giveBack(admitted.number().portfolio(), reservation.id()));
    }
  }

  private Uni<Void> settleKey(Admitted admitted, IdempotencyKey key, Outcome outcome) {
    String number = admitted.number().phoneNumberId();
    if (outcome instanceof Outcome.NotSent) {
      return keys.free(number, key);
    } else if (outcome instanceof Outcome.Answered answered) {
      if (answered.isAccepted() || (answered.isRejected() && !answered.isRetryable())) {
        return keys.keep(number, key, kept(answered));
      } else if (answered.isRejected()) {
        return keys.free(number, key);
      }
    }
    return keys.lose(number, key).invoke(wamid -> told(admitted, wamid)).replaceWithVoid();
  }

  /** The answer was lost, but a status has come. */
  private void told(Admitted admitted, @Nullable String wamid) {
    if (wamid != null) {
      accepted(admitted, new Acceptance(wamid, List.of()));
    }
  }

  private static KeptAnswer kept(Outcome.Answered answered) {
    String contentType = null;
    for (Map.Entry<String, String> header : answered.headers()) {
      contentType =
          header.getKey().equalsIgnoreCase("content-type") ? header.getValue() : contentType;
    }
    return new KeptAnswer(answered.status(), contentType, answered.body());
  }

  private static void quietly(Supplier<Uni<? extends Void>> settlement) {
    Uni.createFrom().deferred(settlement).subscribe().with(done -> {}, failure -> {});
  }
}
