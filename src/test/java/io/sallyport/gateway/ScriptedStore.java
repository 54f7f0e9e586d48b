package io.sallyport.gateway;

import io.sallyport.admission.Acceptance;
import io.sallyport.admission.Ledger;
import io.sallyport.admission.NumberNews;
import io.sallyport.admission.Observation;
import io.sallyport.admission.Occasion;
import io.sallyport.admission.Reservation;
import io.sallyport.admission.Verdict;
import io.sallyport.contact.Contact;
import io.sallyport.policy.Terms;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
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
final class ScriptedStore implements Ledger {

  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private final List<List<Observation>> batches = new ArrayList<>();
  private final Deque<UniEmitter<? super Void>> held = new ArrayDeque<>();
  private boolean holding;
  private int failsFrom = Integer.MAX_VALUE;
  private int mostHeld;

  /** From now on nothing is answered before {@link #letGo}. */
  synchronized void hold() {
    holding = true;
  }

  /** From this call on all fail, counted from 1, repetitions too. */
  synchronized void failFrom(int call) {
    failsFrom = call;
  }

  void letGo() {
    List<UniEmitter<? super Void>> all;
    synchronized (this) {
      holding = false;
      all = List.copyOf(held);
      held.clear();
    }
    all.forEach(one -> one.complete(null));
  }

  /** As they were asked for, failed ones too. */
  synchronized List<List<Observation>> batches() {
    return List.copyOf(batches);
  }

  synchronized int mostHeld() {
    return mostHeld;
  }

  @Override
  @SuppressWarnings("unchecked")
  public Uni<Void> observe(List<? extends Observation> observations) {
    return Uni.createFrom().emitter(emitter -> take((List<Observation>) observations, emitter));
  }

  private void take(List<Observation> observations, UniEmitter<? super Void> emitter) {
    boolean fails;
    synchronized (this) {
      batches.add(List.copyOf(observations));
      fails = batches.size() >= failsFrom;
      if (holding) {
        held.add(emitter);
        mostHeld = Math.max(mostHeld, held.size());
        return;
      }
    }
    if (fails) {
      emitter.fail(new IllegalStateException("the store does not answer"));
    } else {
      emitter.complete(null);
    }
  }

  @Override
  public Uni<Void> forget(String phoneNumberId, Contact contact) {
    throw new AssertionError("nobody is forgotten here");
  }

  @Override
  public Instant now() {
    return NOW;
  }

  @Override
  public Uni<Verdict> admit(String phoneNumberId, Contact contact, Terms terms, Occasion occasion) {
    throw new AssertionError("an import sends nothing");
  }

  @Override
  public Uni<Void> commit(Reservation reservation, Acceptance acceptance) {
    throw new AssertionError("an import sends nothing");
  }

  @Override
  public Uni<Void> release(Reservation reservation) {
    throw new AssertionError("an import sends nothing");
  }

  @Override
  public Uni<Void> observe(NumberNews news) {
    throw new AssertionError("an import says nothing of a number");
  }

  @Override
  public Uni<Boolean> isDisabled(String phoneNumberId) {
    throw new AssertionError("an import sends nothing");
  }

  @Override
  public Uni<Void> cover(String phoneNumberId, boolean afterGap, @Nullable Instant newest) {
    throw new AssertionError("an import is no webhook");
  }
}
