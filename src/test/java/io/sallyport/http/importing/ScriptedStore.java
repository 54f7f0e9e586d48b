package io.sallyport.http.importing;

import io.sallyport.contact.Contact;
import io.sallyport.ledger.Leaving;
import io.sallyport.ledger.LedgerUpdates;
import io.sallyport.ledger.NumberNews;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.SharedClock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ledger that only takes in what is imported: at once, or when the test lets it. Its answers come
 * from any thread.
 */
final class ScriptedStore implements LedgerUpdates, SharedClock {

  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private final List<List<Observation>> batches = new ArrayList<>();
  private final Deque<Promise<Void>> held = new ArrayDeque<>();
  private boolean holding;
  private int failsFrom = Integer.MAX_VALUE;
  private int mostHeld;

  /** From now on nothing is answered before {@link #letGo}. */
  public synchronized void hold() {
    holding = true;
  }

  /** From this call on all fail, counted from 1, repetitions too. */
  public synchronized void failFrom(int call) {
    failsFrom = call;
  }

  public void letGo() {
    List<Promise<Void>> all;
    synchronized (this) {
      holding = false;
      all = List.copyOf(held);
      held.clear();
    }
    all.forEach(Promise::complete);
  }

  /** As they were asked for, failed ones too. */
  public synchronized List<List<Observation>> batches() {
    return List.copyOf(batches);
  }

  public synchronized int mostHeld() {
    return mostHeld;
  }

  @Override
  @SuppressWarnings("unchecked")
  public Future<List<Leaving>> observe(List<? extends Observation> observations) {
    Promise<Void> answer = Promise.promise();
    take((List<Observation>) observations, answer);
    return answer.future().map(List.of());
  }

  private void take(List<Observation> observations, Promise<Void> answer) {
    boolean fails;
    synchronized (this) {
      batches.add(List.copyOf(observations));
      fails = batches.size() >= failsFrom;
      if (holding) {
        held.add(answer);
        mostHeld = Math.max(mostHeld, held.size());
        return;
      }
    }
    if (fails) {
      answer.fail(new IllegalStateException("the store does not answer"));
    } else {
      answer.complete();
    }
  }

  @Override
  public Instant now() {
    return NOW;
  }

  @Override
  public Future<Void> forget(String phoneNumberId, Contact contact) {
    throw new AssertionError("nobody is forgotten here");
  }

  @Override
  public Future<Void> observe(NumberNews news) {
    throw new AssertionError("an import says nothing of a number");
  }

  @Override
  public Future<Void> cover(String phoneNumberId, boolean afterGap, @Nullable Instant newest) {
    throw new AssertionError("an import is no webhook");
  }
}
