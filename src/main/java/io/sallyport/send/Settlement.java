package io.sallyport.send;

import io.sallyport.channel.Channel;
import io.sallyport.ledger.Acceptance;
import io.sallyport.ledger.IdempotencyKey;
import io.sallyport.ledger.IdempotencyStore;
import io.sallyport.ledger.IdempotencyStore.KeptAnswer;
import io.sallyport.ledger.Ledger;
import io.sallyport.ledger.Reservation;
import io.sallyport.message.Outcome;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Settles what a send held by how it ended: kept, or given back. What is unknown stays held. */
final class Settlement {

  private final Channel channel;
  private final Ledger ledger;
  private final IdempotencyStore keys;
  private final SharedStores stores;

  Settlement(Channel channel, Ledger ledger, IdempotencyStore keys, SharedStores stores) {
    this.channel = channel;
    this.ledger = ledger;
    this.keys = keys;
    this.stores = stores;
  }

  /** The send does not leave after all. */
  Future<?> giveBack(PendingSend pending) {
    Reservation reservation = pending.reservation();
    List<Future<?>> all = new ArrayList<>(4);
    all.add(ledger.release(reservation));
    SharedLimits shared = pending.shared();
    if (shared.holdsMessagingLimit()) {
      all.add(stores.limits().giveBack(portfolio(pending), reservation.id()));
    }
    if (shared.holdsBudgets()) {
      all.add(stores.spent().giveBack(shared.spending()));
    }
    IdempotencyKey key = pending.key();
    if (key != null) {
      all.add(keys.free(reservation.phoneNumberId(), key));
    }
    return Future.join(all);
  }

  /** The caller waits for what becomes of its key, and of a window that Meta says is closed. */
  Future<?> settle(PendingSend pending) {
    IdempotencyKey key = pending.key();
    if (key == null) {
      settleReservation(pending);
      return shut(pending);
    }
    return settleKey(pending, key, pending.outcome())
        .onComplete(settled -> settleReservation(pending))
        .transform(settled -> shut(pending));
  }

  private Future<?> shut(PendingSend pending) {
    return pending.outcome() instanceof Outcome.Answered answered
            && answered.isRejected()
            && pending.terms().needsWindow()
            && channel.isShut(answered.answer())
        ? ledger.shut(pending.reservation(), pending.terms())
        : Future.succeededFuture();
  }

  private Future<?> settleKey(PendingSend pending, IdempotencyKey key, Outcome outcome) {
    String number = pending.reservation().phoneNumberId();
    if (outcome instanceof Outcome.NotSent) {
      return keys.free(number, key);
    } else if (outcome instanceof Outcome.Answered answered) {
      if (answered.isAccepted() || (answered.isRejected() && !answered.isRetryable())) {
        return keys.keep(number, key, kept(answered));
      } else if (answered.isRejected()) {
        return keys.free(number, key);
      }
    }
    return keys.lose(number, key).onSuccess(wamid -> foundByStatus(pending, wamid));
  }

  /** The answer was lost, but a status has come. */
  private void foundByStatus(PendingSend pending, @Nullable String wamid) {
    if (wamid != null) {
      accepted(pending, new Acceptance(wamid, List.of()));
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

  private void settleReservation(PendingSend pending) {
    Reservation reservation = pending.reservation();
    if (pending.outcome() instanceof Outcome.NotSent) {
      notSent(pending, reservation);
    } else if (pending.outcome() instanceof Outcome.Answered answered) {
      String wamid = answered.answer().wamid();
      if (answered.isAccepted() && wamid != null) {
        accepted(pending, new Acceptance(wamid, answered.answer().recipient()));
      } else if (answered.isRejected()) {
        notSent(pending, answered.isRateLimited() ? reservation.withoutTokens() : reservation);
      }
    }
  }

  private void accepted(PendingSend pending, Acceptance acceptance) {
    Reservation reservation = pending.reservation();
    unawaited(() -> ledger.commit(reservation, acceptance));
    SharedLimits shared = pending.shared();
    String wamid = acceptance.wamid();
    if (shared.holdsMessagingLimit()) {
      unawaited(() -> stores.limits().keep(portfolio(pending), reservation.id(), wamid));
    }
    if (shared.holdsBudgets()) {
      unawaited(() -> stores.spent().keep(reservation.id(), wamid, shared.spending().budgets()));
    }
  }

  private void notSent(PendingSend pending, Reservation reservation) {
    unawaited(() -> ledger.release(reservation));
    SharedLimits shared = pending.shared();
    if (shared.holdsMessagingLimit()) {
      unawaited(() -> stores.limits().giveBack(portfolio(pending), reservation.id()));
    }
    if (shared.holdsBudgets()) {
      unawaited(() -> stores.spent().giveBack(shared.spending()));
    }
  }

  private static String portfolio(PendingSend pending) {
    return pending.send().number().portfolio();
  }

  /** Nobody waits for it: what cannot be settled stays held, and a bug is not the caller's. */
  private static void unawaited(Supplier<Future<Void>> call) {
    try {
      var unused = call.get();
    } catch (RuntimeException bug) {
      // As if the ledger had not answered.
    }
  }
}
